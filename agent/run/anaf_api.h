/* ANAF for the rest of plic: sign-in, question and reading in one. A fresh token is kept by itself (both change at
 * each refresh; one process at a time); an answer 401 makes one more try with a new one. Each question passes the gate
 * (call_gate.h): one that may not be put now is ANAF_QUOTA, as if ANAF had said it. Pauses after that are the caller's. */
#ifndef PLIC_ANAF_API_H
#define PLIC_ANAF_API_H

#include "anaf.h"
#include "anaf_answer.h"
#include "anaf_company.h"
#include "config.h"
#include "db.h"
#include "decide_seal.h"

struct anaf_api;
/* db: where calls are counted, borrowed; no transaction may be open in it when something is asked. NULL: one question
 * of a person's sign-in, not counted.
 * RC_BAD_CONFIG: config/oauth/anaf.conf or the secret's file is wrong. Without anaf.client_id the register of
 * taxpayers alone answers, all else is ANAF_TOKEN. */
enum rc anaf_api_open(const struct config *cfg, struct db *db, int stop_fd, struct anaf_api **ret,
		      struct why *reterr) MUST_CHECK;
void anaf_api_close(struct anaf_api *n); /* takes NULL */
/* This token and no other from now on, neither kept nor refreshed: one that was given this minute is tried. */
void anaf_api_use(struct anaf_api *n, struct span access);
/* The sign-in has ended, or nobody has ever signed in: nothing helps but `plic auth anaf`. */
bool anaf_api_needs_person(const struct anaf_api *n);
/* When the sign-in ends, by what was kept of it; 0 = there is none, or nobody knows. */
int64_t anaf_api_signed_until(const struct anaf_api *n);

/* The firm's own tax code stands in each question (q->cif is filled in when NULL). Each fills *ret in any case; ret->is says what to do next. why: the log's words when it is ANAF_DOWN, _TOKEN
 * or _NO_RIGHT; else empty. ANAF_TOKEN: nobody is signed in, or no longer (plic auth anaf); nothing was sent. */
void anaf_api_upload(struct anaf_api *n, struct arena *a, const struct anaf_upload *q,
		     struct anaf_upload_answer *ret, struct why *why);
void anaf_api_status(struct anaf_api *n, struct arena *a, struct span index,
		     struct anaf_state_answer *ret, struct why *why);
/* from, to: instants by our clock, moved to ANAF's (as its answers give it: a clock that is wrong by an hour costs one
 * question more) and cut to what it takes with margins, five minutes at the far end, one at the near; a window that is
 * empty after that is ANAF_NONE. */
void anaf_api_list(struct anaf_api *n, struct arena *a, int64_t from, int64_t to, int page,
		   char filter, struct anaf_list_answer *ret, struct why *why);
/* *ret_bytes: the archive as it came, to be kept: XML and seal together are the legal original. sealed: others wrote what
 * is in it, so that is not looked into (anaf_archive_open). */
void anaf_api_download(struct anaf_api *n, struct arena *a, struct span id, bool sealed,
		       struct anaf_archive_answer *ret, struct span *ret_bytes, struct why *why);
/* Is an archive's seal of its document, by whom efactura.seal_ca_file trusts? One that is bad is logged; of: whose it is
 * ("filing=7 index=501"), for the log. */
void anaf_api_seal(const struct anaf_api *n, struct arena *a, const struct anaf_archive_answer *z,
		   struct span of, struct seal_found *ret);
/* ANAF's picture of an invoice, PDF; "" when it gives none. Needs no sign-in. (What is first: received_read.c.) */
void anaf_api_pdf(struct anaf_api *n, struct arena *a, struct span xml, bool credit_note,
		  struct span *ret);
/* Needs no sign-in. */
void anaf_api_companies(struct anaf_api *n, struct arena *a, const struct span *cui, size_t n_cui,
			struct day day, struct anaf_company_answer *ret, struct why *why);

#endif
