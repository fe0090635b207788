/* A document as it will be filed, written and looked over before it gets its number. */
#include "preflight_look.h"

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

static enum rc check(const void *with, struct arena *a, const struct snapshot *s,
		     struct preflight_faults *ret, struct why *reterr)
{
	SCOPED_ARENA work = arena_new(SCRATCH_MAX);
	struct snapshot numbered = *s;
	struct ubl_report rep;
	struct span xml;
	enum rc rc;

	if (!ubl_is_for(s->kind))
		return RC_OK;
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
		ubl_remedy(a, s, &rep.at[i], &f);
		if (!known(ret, &f))
			*ARENA_PUSH(a, ret) = f;
	}
	return RC_OK;
}

struct preflight preflight_of(const struct look *l)
{
	return (struct preflight){ .check = check, .with = l };
}
