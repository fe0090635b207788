#include "sample_reader.h"

#include <unistd.h>

#include "load_reader.h"
#include "reader.h"
#include "unit.h"

__attribute__((constructor)) static void be_the_child(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "--reader"))
		_exit(reader_child_main());
}

struct reader_config *sample_reader_config(void)
{
	static const char *const series[] = { "PRF", "FCT", "OFR", "CTR", "PV", "STN", "CHT" };
	struct reader_config *cfg = NULL;
	struct why why = { "" };

	if (load_reader_config(PLIC_SOURCE_DIR "/config", unit_arena(), &cfg, &why)) {
		FAIL("%s", why.text);
		cfg = ARENA_NEW(unit_arena(), struct reader_config);
	}
	cfg->authserv_id = S("mx.example.ro");
	cfg->currency = S("RON");
	*ARENA_PUSH(unit_arena(), &cfg->own) = S("firma@example.ro");
	*ARENA_PUSH(unit_arena(), &cfg->staff) = S("ana@example.ro");
	for (size_t i = 0; i < ARRAY_LEN(series); i++)
		*ARENA_PUSH(unit_arena(), &cfg->series) = span_of(series[i]);
	return cfg;
}

struct phrase_book *sample_book(void)
{
	return phrase_book_new(unit_arena(), &sample_reader_config()->phrases);
}
