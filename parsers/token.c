/* Reply tokens: making, checking, finding. See token.h and mail reference section 4. */
#include <inttypes.h>

#include "token.h"

#include "hash.h"
#include "span.h"
#include "span_copy.h"

#define MAC_BYTES 10

struct span token_id(struct arena *a, const uint8_t random[TOKEN_ID_BYTES])
{
	return hash_base32(a, random, TOKEN_ID_BYTES);
}

static struct span make_mac(struct arena *a, struct span key, const struct token_bound *b)
{
	struct span rcpt = span_lower(a, span_trim(b->recipient)), id = span_lower(a, b->id);
	struct sha256 h = hash_hmac(key, arena_fmt(a,
						   "plic reply 2|%.*s|%.*s|%.*s|%.*s|%" PRId64
						   "|%" PRId64 "|%" PRId64 "|%" PRId64,
						   SPAN_ARG(b->key_id), SPAN_ARG(id),
						   SPAN_ARG(b->purpose), SPAN_ARG(rcpt), b->card,
						   b->document, b->question, b->expires));

	return hash_base32(a, h.b, MAC_BYTES);
}

struct span token_make(struct arena *a, struct span key, const struct token_bound *b)
{
	struct span mac = make_mac(a, key, b);

	return arena_fmt(a, "%.*s.%.*s", SPAN_ARG(b->id), SPAN_ARG(mac));
}

bool token_verify(struct span key, const struct token_bound *b, struct span mac)
{
	SCOPED_ARENA a = arena_new(64 * 1024);
	struct span want, got = span_lower(a, span_sub(mac, 0, TOKEN_MAC_LEN));

	if (b->id.len != TOKEN_ID_LEN || mac.len != TOKEN_MAC_LEN || b->recipient.len > 1024 ||
	    b->purpose.len > 64 || b->key_id.len > 64)
		return false;
	want = make_mac(a, key, b);
	return hash_eq((const uint8_t *)want.ptr, (const uint8_t *)got.ptr, TOKEN_MAC_LEN);
}

struct span token_address(struct arena *a, struct span own, struct span token)
{
	size_t at = span_find_char(own, '@', 0);

	if (at == SIZE_MAX)
		return arena_span(a, own);
	return arena_fmt(a, "%.*s+%.*s%.*s", SPAN_ARG(span_sub(own, 0, at)), SPAN_ARG(token),
			 SPAN_ARG(span_from(own, at)));
}

struct span token_message_id(struct arena *a, struct span own, struct span token, unsigned n)
{
	size_t at = span_find_char(own, '@', 0);

	return arena_fmt(a, "%.*s.%u@%.*s", SPAN_ARG(token), n,
			 SPAN_ARG(at == SIZE_MAX ? S("localhost") : span_from(own, at + 1)));
}

static bool is_base32(struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? (char)(s.ptr[i] + 32) : s.ptr[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '2' && c <= '7')))
			return false;
	}
	return true;
}

/* s is "ID.MAC", alone or followed by ".n". */
static void take(struct arena *a, struct token_candidates *v, struct span s)
{
	struct span id = span_sub(s, 0, TOKEN_ID_LEN),
		    mac = span_sub(s, TOKEN_ID_LEN + 1, TOKEN_MAC_LEN);
	size_t end = TOKEN_ID_LEN + 1 + TOKEN_MAC_LEN;

	if (s.len < end || s.ptr[TOKEN_ID_LEN] != '.' || !is_base32(id) || !is_base32(mac) ||
	    (s.len > end && s.ptr[end] != '.') || v->n >= TOKEN_CANDIDATES_MAX)
		return;
	for (size_t i = 0; i < v->n; i++)
		if (span_ieq(v->at[i].id, id) && span_ieq(v->at[i].mac, mac))
			return;
	*ARENA_PUSH(a, v) = (struct token_candidate){ span_lower(a, id), span_lower(a, mac) };
}

struct token_candidates token_candidates(struct arena *a, const struct mail_addrs *to,
					 const struct spans *refs)
{
	struct token_candidates v = { 0 };
	size_t at, plus;

	for (size_t i = 0; i < to->n; i++) {
		at = span_find_char(to->at[i].addr, '@', 0);
		plus = span_find_char(to->at[i].addr, '+', 0);
		if (at != SIZE_MAX && plus != SIZE_MAX && plus < at)
			take(a, &v, span_sub(to->at[i].addr, plus + 1, at - plus - 1));
	}
	for (size_t i = 0; i < refs->n; i++) {
		at = span_find_char(refs->at[i], '@', 0);
		take(a, &v, at == SIZE_MAX ? refs->at[i] : span_sub(refs->at[i], 0, at));
	}
	return v;
}
