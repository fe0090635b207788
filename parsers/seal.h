/* The ministry's seal on what RO e-Factura gives back: an XML signature (W3C xmldsig, often with XAdES) that lies
 * beside the document and names its digest. What it must be for the pair to count as the legal original (OUG 120/2021
 * art. 4): of this very document, made by the key of its certificate, and that certificate one of those trusted.
 *
 * The form is not published. It is taken strictly, with few algorithms: what could be checked wrongly is
 * SEAL_UNKNOWN and never SEAL_GOOD. Transforms that run something (XSLT, XPath) and SHA-1 are not known here;
 * nothing is fetched. Pure: bytes and an instant in, a verdict out. */
#ifndef PLIC_SEAL_H
#define PLIC_SEAL_H

#include "arena.h"
#include "base.h"
#include "seal_verdict.h"

struct seal {
	enum seal_verdict is;
	struct span signer; /* the certificate's subject, one line, printable; "" = none was read */
	struct why why;     /* English, for the log and `plic verify`; "" when all is well */
};

#define SEAL_MAX ((size_t)1 << 20)

/* Certificates to trust, PEM, one or more: authorities, or the very certificates that seal. */
struct seal_trust;
/* RC_BAD_CONFIG: none in it, or one that cannot be read. */
enum rc seal_trust_new(struct span pem, struct seal_trust **ret, struct why *reterr) MUST_CHECK;
void seal_trust_free(struct seal_trust *t); /* takes NULL */

/* xml: the document as it stands in the archive; seal: the file beside it, "" = there is none; trust NULL: the
 * certificate is not asked about; at: the instant at which that must have been valid. *ret in a. */
void seal_check(struct arena *a, struct span xml, struct span seal, const struct seal_trust *trust,
		int64_t at, struct seal *ret);

#endif
