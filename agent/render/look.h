/* How the firm's documents and mails look and what they say: brand, templates, texts, fonts. Built
 * once from files that run/load read; checked whole, so that a broken file is refused at start.
 *
 * Files of templates/:
 *   brand.conf             key = value: colours, fonts, logo, shapes
 *   brands/NAME/...        files in place of those of the same path; its brand.conf, given as
 *                          BRAND_OVER, is laid over the first. One brand is chosen when reading
 *   LANG/texts/NAME.txt    message catalogue: "key = text", "#" comments; texts are Mustache
 *   LANG/mail/NAME.mail    one mail: directives, see mail_render.h
 *   LANG/pdf/NAME.layout   one document: directives, see doc_render.h
 *   LANG/mail/NAME.part    what several mails share: {{> NAME}}
 *   mail/frame.html, mail/frame.txt   what stands round every mail
 *   fonts/NAME.ttf come from build/fonts (pre-subset Lato, made by make) */
#ifndef PLIC_LOOK_H
#define PLIC_LOOK_H

#include "arena.h"
#include "template.h"
#include "value.h"

struct look_file {
	struct span
		path; /* relative to templates/: "ro/mail/offer.mail"; fonts: "fonts/regular.ttf" */
	struct span bytes;
	struct span shown; /* for messages, where it is not path: "brands/panou/mail/frame.html" */
};
struct look;
#define BRAND_OVER "over/brand.conf"

/* files outlive the look. RC_BAD_CONFIG: file, line and reason of the first thing that is wrong;
 * all languages are complete (every key, mail and layout of one exists in the others). */
enum rc look_new(const struct look_file *files, size_t n, struct look **ret,
		 struct why *reterr) MUST_CHECK;
/* Of the catalogue alone: for look_lang, look_text, look_localise. RC_BAD_CONFIG: as above. */
enum rc look_new_texts(const struct look_file *files, size_t n, struct look **ret,
		       struct why *reterr) MUST_CHECK;
void look_free(struct look *l);
/* SHA-256 (hex) over the sorted files. */
struct span look_hash(const struct look *l);
/* The language that is used where name is asked for: itself when templates/ has it, else "ro". */
struct span look_lang(const struct look *l, struct span name);
/* The i-th language of templates/, "ro" first; false beyond the last. */
bool look_lang_at(const struct look *l, size_t i, struct span *ret);
/* All of them: "ro en hu". */
struct span look_langs(const struct look *l, struct arena *a);
/* The bytes of a file, or "" */
struct span look_file(const struct look *l, const char *path);
/* The path of the i-th file, in order; false beyond the last. */
bool look_path(const struct look *l, size_t i, struct span *ret);
/* How messages name that file: path itself, unless a brand's file stands in its place. */
struct span look_shown(const struct look *l, struct span path);
/* A value of brand.conf, "" when unset (keys are fixed in look.c; an unknown one is refused). */
struct span look_brand(const struct look *l, const char *key);
/* All of brand.conf as a map for templates, defaults filled in. */
struct value *look_brand_value(const struct look *l, struct arena *a);
/* Of a key with a choice of words: which, from 0. */
unsigned look_choice(const struct look *l, const char *key);
/* A .mail, .layout or frame file, compiled at start; NULL when there is none. */
const struct template *look_template(const struct look *l, const char *path);
/* A catalogue text in look_lang(lang); args are localised first. RC_BAD_CONFIG: an
 * unknown key, an argument that the text asks for and args lack. */
enum rc look_text(const struct look *l, struct arena *a, struct span lang, struct span key,
		  const struct value *args, struct span *ret, struct why *reterr) MUST_CHECK;

/* Turn a tree into one language: VALUE_TX becomes its text, money "1.234,50 lei" / "1,234.50 RON"
 * (U+202F between amount and unit), days "12.11.2026" / "12 November 2026", decimals "1,5", integers
 * text; NULL becomes "". For each money or day member "x" also adds members "x_plain" (figures
 * without the unit) and for days "x_long" ("12 noiembrie 2026") and "x_short" ("12 noiembrie");
 * beside NULL and "" all three stand empty. A tree deeper than 64 is RC_BAD_CONFIG. */
enum rc look_localise(const struct look *l, struct arena *a, struct span lang,
		      const struct value *v, struct value **ret, struct why *reterr) MUST_CHECK;
/* The same for figures of any length, "-1234567.50", with their unit (a currency's code, "" = none) and without. */
enum rc look_amount(const struct look *l, struct arena *a, struct span lang, struct span digits,
		    struct span currency, struct span *ret, struct span *ret_plain,
		    struct why *reterr) MUST_CHECK;

#endif
