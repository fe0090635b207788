/* The questions to ANAF, over verified TLS by libcurl: e-Factura with an access token, the register of taxpayers
 * without one. What comes back is bytes and a status; parsers/anaf_answer.h and anaf_company.h say what they mean,
 * and agent/run/anaf_api.h joins the two with the sign-in.
 *
 * Each: RC_OK with whatever ANAF answered, at any status; RC_RETRY when no whole answer came, with ret->maybe_taken
 * telling whether the question had left. A token is never logged and stands in no reason. */
#ifndef PLIC_ANAF_H
#define PLIC_ANAF_H

#include "http.h"

struct anaf_site {
	const char *url;        /* ".../prod/FCTEL/rest" */
	const char *public_url; /* "https://webservicesp.anaf.ro" */
	const char *ca_file;    /* NULL = the system's */
	int timeout_s;
	int upload_timeout_s; /* 60 and more: a lost answer costs a search */
	int stop_fd;          /* as in net.h */
};

enum anaf_standard { ANAF_UBL, ANAF_CN, ANAF_RASP }; /* Invoice, CreditNote, message to a seller */
struct anaf_upload {
	struct span xml; /* as it was archived; at most ANAF_UPLOAD_MAX bytes */
	enum anaf_standard standard;
	const char *cif;  /* digits: whose right is used */
	bool b2c;         /* buyer is a natural person: uploadb2c */
	bool foreign;     /* extern=DA: the buyer is not Romanian */
	bool self_billed; /* autofactura=DA: type 389 */
	bool enforcement; /* executare=DA */
};
#define ANAF_UPLOAD_MAX ((size_t)10 << 20)

struct anaf_list {
	const char *cif;
	int64_t from_ms,
		to_ms; /* Unix milliseconds by ANAF's clock: keep from younger than 60 days and to in the past */
	int page;    /* from 1 */
	char filter; /* 'E' errors, 'T' sent, 'P' received, 'R' buyers' messages; 0 = all */
};

/* Never repeated by itself, whatever happens to the connection. */
enum rc anaf_upload(struct http *h, const struct anaf_site *s, const char *token,
		    const struct anaf_upload *q, struct arena *a, struct http_answer *ret,
		    struct why *reterr) MUST_CHECK;
enum rc anaf_status(struct http *h, const struct anaf_site *s, const char *token, struct span index,
		    struct arena *a, struct http_answer *ret, struct why *reterr) MUST_CHECK;
enum rc anaf_list(struct http *h, const struct anaf_site *s, const char *token,
		  const struct anaf_list *q, struct arena *a, struct http_answer *ret,
		  struct why *reterr) MUST_CHECK;
enum rc anaf_download(struct http *h, const struct anaf_site *s, const char *token, struct span id,
		      struct arena *a, struct http_answer *ret, struct why *reterr) MUST_CHECK;
/* A picture of an invoice (PDF), by the public service; no sign-in. */
enum rc anaf_picture(struct http *h, const struct anaf_site *s, struct span xml, bool credit_note,
		     struct arena *a, struct http_answer *ret, struct why *reterr) MUST_CHECK;
/* The register, as of `day` ("2026-11-21"): at most 100 tax codes, digits; one question a second. */
enum rc anaf_taxpayers(struct http *h, const struct anaf_site *s, const struct span *cui, size_t n,
		       struct span day, struct arena *a, struct http_answer *ret,
		       struct why *reterr) MUST_CHECK;

#endif
