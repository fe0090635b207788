/* The catalogue against the code and the templates: every key that code hands out by TX("...") is there (that
 * both languages have it is look_new's affair), and nothing is there that nobody asks for. */
#include <dirent.h>

#include "look.h"
#include "snapshot.h"
#include "sample_look.h"
#include "received_render.h"
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

/* Every "..." of the sources, sorted. */
struct words {
	struct span *at;
	size_t n, cap;
};

static void take_words(struct words *w, struct span text)
{
	size_t at = 0, end;

	while ((at = span_find_char(text, '"', at)) != SIZE_MAX) {
		end = span_find_char(text, '"', at + 1);
		if (end == SIZE_MAX)
			return;
		if (end - at > 1 && end - at < 80)
			*ARENA_PUSH(unit_arena(), w) = span_sub(text, at + 1, end - at - 1);
		at = end + 1;
		/* an odd quote must not turn the rest inside out */
		if (at < text.len && span_find_char(text, '\n', at) != SIZE_MAX &&
		    span_find_char(text, '"', at) > span_find_char(text, '\n', at))
			at = span_find_char(text, '\n', at);
	}
}

static int word_cmp(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

static bool in_code(const struct words *w, struct span word)
{
	return bsearch(&word, w->at, w->n, sizeof(*w->at), word_cmp) != NULL;
}

/* Call fn for each file of a folder with that ending. */
static void each_file(const char *dir, const char *ending,
		      void (*fn)(void *ctx, struct span path, struct span name), void *ctx)
{
	struct arena *a = unit_arena();
	DIR *d = opendir(arena_str(a, arena_fmt(a, "%s/%s", PLIC_SOURCE_DIR, dir)));
	struct dirent *e;

	while (d && (e = readdir(d)) != NULL) {
		struct span name = arena_span(a, span_of(e->d_name));

		if (span_ends(name, span_of(ending)))
			fn(ctx, arena_fmt(a, "%s/%.*s", dir, SPAN_ARG(name)),
			   span_sub(name, 0, name.len - strlen(ending)));
	}
	if (d)
		closedir(d);
}

static void take_source(void *ctx, struct span path, struct span name)
{
	(void)name;
	take_words(ctx, unit_file(arena_str(unit_arena(), path)));
}

static struct words code_words(void)
{
	static const char *const dirs[] = { "agent/core", "agent/render", "agent/run",
					    "agent/store" };
	struct words w = { 0 };

	for (size_t i = 0; i < ARRAY_LEN(dirs); i++) {
		each_file(dirs[i], ".c", take_source, &w);
		each_file(dirs[i], ".h", take_source, &w);
	}
	qsort(w.at, w.n, sizeof(*w.at), word_cmp);
	return w;
}

/* Keys of e-Factura's rules are put together: ubl.what.bt-106, ubl.SAY.why, ubl.SAY.fix. */
static bool asked_by_rule(const struct words *w, struct span key)
{
	struct span rest = span_from(key, strlen("ubl."));

	if (!span_starts(key, S("ubl.")))
		return false;
	if (span_starts(rest, S("what.")))
		return in_code(w, span_from(rest, strlen("what.")));
	if (!span_ends(rest, S(".why")) && !span_ends(rest, S(".fix")))
		return false;
	return in_code(w, span_sub(rest, 0, rest.len - strlen(".why")));
}

static void check_asked(void *ctx, struct span path, struct span name)
{
	const struct words *w = ctx;
	struct span text = unit_file(arena_str(unit_arena(), path)), line;
	size_t n = 0;

	(void)name;
	while (span_next_line(&text, &line)) {
		size_t eq = span_find_char(line, '=', 0);
		struct span key = span_trim(span_sub(line, 0, eq));

		if (eq == SIZE_MAX || line.ptr[0] == '#' || line.ptr[0] == ' ')
			continue;
		n++;
		if (!in_code(w, key) && !asked_by_rule(w, key))
			FAIL("%.*s: nobody asks for %.*s", SPAN_ARG(path), SPAN_ARG(key));
	}
	CHECK(n > 0);
}

TEST(catalogue_has_no_text_that_nobody_asks_for)
{
	struct words w = code_words();

	CHECK(w.n > 3000);
	each_file("templates/ro/texts", ".txt", check_asked, &w);
	each_file("templates/en/texts", ".txt", check_asked, &w);
}

struct wanted {
	struct span name, by; /* by: "{{> pay}}" */
	bool found;
};

static void look_inside(void *ctx, struct span path, struct span name)
{
	struct wanted *w = ctx;

	if (!span_eq(name, w->name))
		w->found |= span_has(unit_file(arena_str(unit_arena(), path)), w->by);
}

/* Is a part taken in by a file beside it? */
static bool taken_in(const char *dir, struct span part)
{
	struct wanted w = { .name = part,
			    .by = arena_fmt(unit_arena(), "{{> %.*s}}", SPAN_ARG(part)) };
	static const char *const endings[] = { ".mail", ".part", ".layout", ".html", ".txt" };

	for (size_t i = 0; i < ARRAY_LEN(endings); i++)
		each_file(dir, endings[i], look_inside, &w);
	return w.found;
}

static void check_mail_used(void *ctx, struct span path, struct span name)
{
	if (!in_code(ctx, name))
		FAIL("%.*s: no such mail is sent", SPAN_ARG(path));
}

static void check_part_used(void *ctx, struct span path, struct span name)
{
	if (!taken_in(ctx, name))
		FAIL("%.*s: no template takes it in", SPAN_ARG(path));
}

static void check_layout_used(void *ctx, struct span path, struct span name)
{
	struct span first = span_sub(name, 0, span_find_char(name, '.', 0));
	enum doc_kind kind;

	/* "contract.curs": of a pipeline or product; "received" is nobody's kind, but in the code */
	if (!doc_kind_from_name(first, &kind) && !taken_in(ctx, name) &&
	    !span_eq_str(name, RECEIVED_LAYOUT))
		FAIL("%.*s: neither a kind of document nor part of one", SPAN_ARG(path));
}

TEST(templates_are_all_used)
{
	static char ro[] = "templates/ro/mail", en[] = "templates/en/mail",
		    frame[] = "templates/mail";
	static char pdf_ro[] = "templates/ro/pdf", pdf_en[] = "templates/en/pdf";
	struct words w = code_words();

	each_file(ro, ".mail", check_mail_used, &w);
	each_file(en, ".mail", check_mail_used, &w);
	each_file(ro, ".part", check_part_used, ro);
	each_file(en, ".part", check_part_used, en);
	each_file(frame, ".part", check_part_used, frame);
	each_file(pdf_ro, ".layout", check_layout_used, pdf_ro);
	each_file(pdf_en, ".layout", check_layout_used, pdf_en);
}
