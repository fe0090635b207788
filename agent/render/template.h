/* Mustache (mustache.github.io, spec 1.x: interpolation, sections, inverted, comments, delimiters,
 * partials; no lambdas, inheritance or dynamic names).
 *
 * A template is compiled once and keeps file and line, so that what is wrong with it is said so. The
 * context is a localised value tree: only text, booleans, lists and maps are left in it. A name that
 * is nowhere in the context stack is an error (RC_BAD_CONFIG naming file, line and name); a list or
 * a text may be tested by a section, absent optional data must be present as "" or false. A member
 * of what is absent is absent ("doc.label" prints nothing when "doc" is ""). */
#ifndef PLIC_TEMPLATE_H
#define PLIC_TEMPLATE_H

#include "buf.h"
#include "value.h"

enum escape {
	ESCAPE_NONE, /* {{{x}}} and {{x}} the same */
	ESCAPE_HTML, /* & < > " ' */
	ESCAPE_LINE  /* for our directive files: * | @ # \ and line breaks are guarded (see
		      * template_unguard), so that a value can never begin a directive, make a
		      * column or open bold; other control bytes are dropped */
};

struct template;
/* Finds a partial's text by name; false when there is none. */
typedef bool template_partial_fn(void *ctx, struct span name, struct span *text);

/* name: for messages ("ro/mail/offer.mail"); name and text outlive the template. RC_BAD_CONFIG: unclosed or crossed section, bad tag. */
enum rc template_compile(struct arena *a, struct span name, struct span text, struct template **ret,
			 struct why *reterr) MUST_CHECK;
/* strict: an unknown name is an error; else it prints nothing (what the Mustache spec says). */
enum rc template_render(struct arena *a, const struct template *t, const struct value *context,
			enum escape escape, bool strict, template_partial_fn *partial, void *ctx,
			struct buf *out, struct why *reterr) MUST_CHECK;

/* Are all names of t, and of the parts that find gives (NULL: there is none), known in shape: a context
 * that has everything, each list with an item? Every section is gone into. RC_BAD_CONFIG: file, line
 * and name of the first that is unknown, or printed though it is no text; a part that is not there. */
typedef const struct template *template_find_fn(void *ctx, struct span name);
enum rc template_check(const struct template *t, const struct value *shape, template_find_fn *find,
		       void *ctx, struct why *reterr) MUST_CHECK;

/* Undo the guards of ESCAPE_LINE in a finished piece of a directive, after it was cut at its own
 * "|", "*" and "\n". A line break of a value becomes '\n' when breaks is set, else a blank. */
struct span template_unguard(struct arena *a, struct span s, bool breaks);

/* Every name that t asks for, in order ("." too); printed: {{x}}, not a section. For checks at
 * start. */
typedef void template_name_fn(void *ctx, struct span name, unsigned line, bool printed);
void template_each_name(const struct template *t, template_name_fn *fn, void *ctx);
#endif
