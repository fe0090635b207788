/* The token that ties a reply to what it answers: "ID.MAC".
 *
 * ID is 64 random bits in base32 (13 letters), MAC the base32 (16 letters) of the first 80 bits of
 * HMAC-SHA256(key, "plic reply 2|" KEY-ID "|" ID "|" purpose "|" recipient "|" card "|" document "|" question
 * "|" expiry): a token is good for one purpose, one addressee, one version of a document (each version is a
 * row of its own) and a time, whatever the row in the database says. It stands in the plus part of our
 * Reply-To and at the left of our Message-IDs. It names a thread and proves no person. Mail servers change
 * the case of addresses, so case never counts. Pure; candidates are listed without the key. */
#ifndef PLIC_TOKEN_H
#define PLIC_TOKEN_H

#include "arena.h"
#include "fact.h"

#define TOKEN_ID_BYTES       8
#define TOKEN_ID_LEN         13
#define TOKEN_MAC_LEN        16
#define TOKEN_CANDIDATES_MAX 50

struct token_candidate {
	struct span id, mac; /* lower case */
};
struct token_candidates {
	struct token_candidate *at;
	size_t n, cap;
};

/* The ID of 8 random bytes. */
struct span token_id(struct arena *a, const uint8_t random[TOKEN_ID_BYTES]);
/* What a token is bound to. */
struct token_bound {
	struct span key_id;               /* of the key that makes it */
	struct span id;                   /* token_id() */
	struct span purpose;              /* "reply", "staff", "confirm" */
	struct span recipient;            /* an addr-spec */
	int64_t card, document, question; /* 0 = none */
	int64_t expires;                  /* instant */
};
/* "ID.MAC". */
struct span token_make(struct arena *a, struct span key, const struct token_bound *b);
/* Did we make this MAC for just that? Constant time. */
bool token_verify(struct span key, const struct token_bound *b, struct span mac);

/* "local+ID.MAC@domain" of our own address, and "<ID.MAC.n@domain>" without the <>. */
struct span token_address(struct arena *a, struct span own, struct span token);
struct span token_message_id(struct arena *a, struct span own, struct span token, unsigned n);

/* Everything in a mail that has the shape of a token: plus parts of its recipients, then references,
 * newest first; each once. */
struct token_candidates token_candidates(struct arena *a, const struct mail_addrs *to,
					 const struct spans *refs);

#endif
