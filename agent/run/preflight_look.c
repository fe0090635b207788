/* A document as it will be printed and filed, looked over before it gets its number. */
#include "preflight_look.h"

#include "doc_print.h"
#include "span.h"
#include "ubl_remedy.h"
#include "ubl_write.h"

enum { SCRATCH_MAX = 256 << 20 };

static bool known(const struct preflight_faults *all, const struct preflight_fault *f)
{
	for (size_t i = 0; i < all->n; i++)
		if (f->kind == FIX_CLIENT && all->at[i].kind == FIX_CLIENT &&
		    all->at[i].word[0] == f->word[0])
			return true;
	return false;
}

/* Where a text comes from, and so where it is mended; what is not here says it in words. */
static const struct source {
	const char *where;
	enum fix_kind kind;
	const char *word[2], *example[2];
} sources[] = {
	{ "buyer.name", FIX_CLIENT, { "nume", "name" }, { "Popescu Ion", "Popescu Ion" } },
	{ "buyer.street", FIX_CLIENT, { "adresa", "address" }, { "Str. Lungă 1", "Str. Lungă 1" } },
	{ "buyer.city", FIX_CLIENT, { "oras", "city" }, { "Cluj-Napoca", "Cluj-Napoca" } },
	{ "buyer.contact", FIX_CLIENT, { "contact", "contact" }, { "Popescu Ion", "Popescu Ion" } },
};

/* Letters that the look's faces do not have would be boxes on paper. */
static enum rc check_print(const struct look *l, struct arena *work, struct arena *a,
			   const struct snapshot *s, struct preflight_faults *ret,
			   struct why *reterr)
{
	struct doc_unreads unread = { 0 };
	enum rc rc = doc_unreadable(l, work, s, &unread, reterr);

	for (size_t i = 0; !rc && i < unread.n; i++) {
		struct preflight_fault *f = ARENA_PUSH(a, ret);
		struct value *args = value_new_map(a);

		value_set(a, args, "text", value_text(a, unread.at[i].text));
		value_set(a, args, "missing", value_text(a, unread.at[i].missing));
		f->id = "glyphs";
		f->why = value_tx(a, TX("print.unread.why"), args);
		f->fix = value_tx(a, TX("print.unread.fix"), NULL);
		for (size_t k = 0; k < ARRAY_LEN(sources); k++)
			if (span_eq_str(unread.at[i].where, sources[k].where)) {
				f->kind = sources[k].kind;
				memcpy(f->word, sources[k].word, sizeof(f->word));
				memcpy(f->example, sources[k].example, sizeof(f->example));
			}
	}
	return rc;
}

static enum rc check_paper(const void *with, struct arena *a, const struct snapshot *s,
			   struct preflight_faults *ret, struct why *reterr)
{
	SCOPED_ARENA work = arena_new(SCRATCH_MAX);

	return check_print(with, work, a, s, ret, reterr);
}

static enum rc check(const void *with, struct arena *a, const struct snapshot *s,
		     struct preflight_faults *ret, struct why *reterr)
{
	SCOPED_ARENA work = arena_new(SCRATCH_MAX);
	struct snapshot numbered = *s;
	struct ubl_report rep;
	struct span xml;
	enum rc rc = check_print(with, work, a, s, ret, reterr);

	if (rc || !ubl_is_for(s->kind))
		return rc;
	if (numbered.number.len == 0)
		numbered.number = S("1");
	rc = ubl_write(with, work, &numbered, NULL, &xml, reterr);
	if (rc)
		return rc;
	ubl_check(work, xml, &rep);
	for (size_t i = 0; i < rep.n; i++) {
		struct preflight_fault f;

		if (rep.at[i].warning)
			continue;
		ubl_remedy(a, s, &rep.at[i], 1, &f);
		if (!known(ret, &f))
			*ARENA_PUSH(a, ret) = f;
	}
	return RC_OK;
}

struct preflight preflight_of(const struct look *l, bool filing)
{
	return (struct preflight){ .check = filing ? check : check_paper, .with = l };
}
