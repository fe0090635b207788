/* S/MIME envelopes (RFC 8551): what a signed one holds. Nothing is verified and nobody is identified by it:
 * it is opened so that a person's words can be read. */
#ifndef PLIC_MAIL_CMS_H
#define PLIC_MAIL_CMS_H

#include "arena.h"
#include "base.h"

enum cms_kind {
	CMS_NONE,   /* not readable as one */
	CMS_SIGNED, /* *ret: the message inside */
	CMS_ENCRYPTED
};
enum cms_kind mail_cms_open(struct arena *a, struct span der, struct span *ret);

#endif
