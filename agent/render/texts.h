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

/* The languages that templates/ has: folders of two letters with texts/ in them, "ro" first. */
#define LANGS_MAX 12
struct langs {
	struct span at[LANGS_MAX];
	size_t n;
};
/* RC_BAD_CONFIG: more than LANGS_MAX. */
enum rc langs_read(const struct look_file *files, size_t n, struct langs *ret,
		   struct why *reterr) MUST_CHECK;
/* Which; 0, Romanian, for one that there is not and for "". */
size_t langs_find(const struct langs *l, struct span name);

/* Reads those of files that are catalogues; a, files and langs outlive it. RC_BAD_CONFIG, with file and
 * line: a line without "=", a bad or doubled key, a broken template, a key that another language
 * lacks, or texts that ask for different arguments (the mark of a mistyped name; what a language
 * leaves out on purpose it names in an empty section). */
enum rc texts_new(struct arena *a, const struct look_file *files, size_t n,
		  const struct langs *langs, struct texts **ret, struct why *reterr) MUST_CHECK;
/* args: localised map or NULL. RC_BAD_CONFIG: no such key, an argument that was not given. */
enum rc texts_render(const struct texts *t, struct arena *a, struct span lang, struct span key,
		     const struct value *args, struct span *ret, struct why *reterr) MUST_CHECK;

#endif
