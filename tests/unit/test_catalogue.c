/* Every key that code hands out by TX("...") is in the catalogue, in both languages. */
#include <dirent.h>

#include "look.h"
#include "sample_look.h"
#include "unit.h"
#include "utf8.h"
#include "verb.h"

/* Check the keys of one source file; gives how many there were. */
static size_t check_source(const struct look *l, struct span path)
{
	struct arena *a = unit_arena();
	struct span text = unit_file(arena_str(a, path)), key, out;
	size_t n = 0, at = 0, end;
	struct why why;

	while ((at = span_find(text, S("TX(\""), at)) != SIZE_MAX) {
		at += 4;
		end = span_find_char(text, '"', at);
		key = span_sub(text, at, end - at);
		n++;
		/* without arguments most texts fail; only "no text" says that the key is unknown */
		if (look_text(l, a, S("ro"), key, NULL, &out, &why) != RC_OK &&
		    span_starts(span_of(why.text), S("no text ")))
			FAIL("%.*s: %s", SPAN_ARG(path), why.text);
	}
	return n;
}

TEST(catalogue_has_every_key_of_the_code)
{
	static const char *const dirs[] = { "agent/core", "agent/render", "agent/run" };
	struct arena *a = unit_arena();
	struct look *l = sample_look();
	size_t n = 0;

	for (size_t i = 0; l && i < ARRAY_LEN(dirs); i++) {
		DIR *d = opendir(arena_str(a, arena_fmt(a, "%s/%s", PLIC_SOURCE_DIR, dirs[i])));
		struct dirent *e;

		while (d && (e = readdir(d)) != NULL)
			if (span_ends(span_of(e->d_name), S(".c")))
				n += check_source(l, arena_fmt(a, "%s/%s", dirs[i], e->d_name));
		if (d)
			closedir(d);
	}
	CHECK(n > 100);
	look_free(l);
}

/* A button that a template writes out opens a command that exists. */
static size_t check_buttons(struct span path)
{
	struct arena *a = unit_arena();
	struct span text = unit_file(arena_str(a, path)), line, label;
	size_t n = 0;
	bool typo;

	while (span_next_line(&text, &line)) {
		struct span command = line, word;

		if (!span_starts(line, S("@next ")) || !span_next_part(&command, '|', &label) ||
		    !span_next_word(&command, &word) || span_starts(word, S("{{")))
			continue;
		n++;
		if (!verb_find(utf8_fold(a, word), &typo) || typo)
			FAIL("%.*s: no command %.*s", SPAN_ARG(path), SPAN_ARG(word));
	}
	return n;
}

TEST(catalogue_buttons_open_commands_that_exist)
{
	static const char *const dirs[] = { "templates/ro/mail", "templates/en/mail" };
	struct arena *a = unit_arena();
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(dirs); i++) {
		DIR *d = opendir(arena_str(a, arena_fmt(a, "%s/%s", PLIC_SOURCE_DIR, dirs[i])));
		struct dirent *e;

		while (d && (e = readdir(d)) != NULL)
			if (span_ends(span_of(e->d_name), S(".mail")))
				n += check_buttons(arena_fmt(a, "%s/%s", dirs[i], e->d_name));
		if (d)
			closedir(d);
	}
	CHECK(n >= 6);
}
