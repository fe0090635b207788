/* DKIM-Signature fields (RFC 6376) as tags: what a signature claims, not whether it is right. */
#ifndef PLIC_DKIM_SIG_H
#define PLIC_DKIM_SIG_H

#include "fact.h"
#include "mail.h"

struct dkim_sig {
	struct span d, s; /* lower case */
	struct span b;    /* without blanks */
	const char *weak; /* why it does not hold the whole letter, or NULL */
	/* What it holds, or what is not there to be held. */
	bool date, id, to, refs, subject;
	int64_t t, x; /* 0 = not said */
};
struct dkim_sigs {
	struct dkim_sig *at;
	size_t n, cap;
};

/* The mail's signatures of from_domain's organisation, topmost first. */
void dkim_sigs_read(struct arena *a, const struct mail_part *root, struct span from_domain,
		    struct dkim_sigs *ret);
/* The tags of a signature or seal as they stand, in their order. */
struct dkim_tags {
	struct dkim_tag {
		struct span name, value;
	} * at;
	size_t n, cap;
};
void dkim_tags_read(struct arena *a, struct span field, struct dkim_tags *ret);
/* The first of that name ("d"), blanks in it dropped; false when absent. */
bool dkim_tag(struct arena *a, const struct dkim_tags *tags, const char *name, struct span *ret);

#endif
