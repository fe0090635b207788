/* The message catalogue: every sentence that code hands out by key, in every language.
 *
 * LANG/texts/NAME.txt: "key = text" a line; "#" begins a comment line; a line that begins with a
 * blank goes on with the text above (joined by one blank); "\n" in a text is a line break. Keys are
 * lower case words with dots ("answer.done"), texts are Mustache. */
#ifndef PLIC_TEXTS_H
#define PLIC_TEXTS_H

#include "look.h"
#include "template.h"

struct texts;

enum lang { LANG_RO, LANG_EN, LANGS };
/* "en" is English; anything else, the empty name too, Romanian. */
enum lang lang_of(struct span name);
const char *lang_name(enum lang l);

/* Reads those of files that are catalogues; a and files outlive it. RC_BAD_CONFIG, with file and
 * line: a line without "=", a bad or doubled key, a broken template, a key that the other language
 * lacks, or texts that ask for different arguments (the mark of a mistyped name; what a language
 * leaves out on purpose it names in an empty section). */
enum rc texts_new(struct arena *a, const struct look_file *files, size_t n, struct texts **ret,
		  struct why *reterr) MUST_CHECK;
/* args: localised map or NULL. RC_BAD_CONFIG: no such key, an argument that was not given. */
enum rc texts_render(const struct texts *t, struct arena *a, enum lang lang, struct span key,
		     const struct value *args, struct span *ret, struct why *reterr) MUST_CHECK;
bool texts_has(const struct texts *t, struct span key);

#endif
