/* Reply tokens. */
#include "hash.h"
#include "token.h"
#include "unit.h"

static const uint8_t random_bytes[TOKEN_ID_BYTES] = { 1, 2, 3, 4, 250, 251, 252, 253 };

static struct token_bound bound_to(const char *recipient)
{
	return (struct token_bound){ .key_id = S("k1"),
				     .id = token_id(unit_arena(), random_bytes),
				     .purpose = S("reply"),
				     .recipient = span_of(recipient),
				     .card = 1042,
				     .document = 12,
				     .question = 3,
				     .expires = 1793000000 };
}

TEST(token_holds_for_what_it_was_made_for_alone)
{
	struct arena *a = unit_arena();
	struct span key = S("0123456789abcdef0123456789abcdef"), mac, tok;
	struct token_bound b = bound_to("ion@client.example");
	struct token_bound other[] = { b, b, b, b, b, b, b, b };

	tok = token_make(a, key, &b);
	CHECK_INT(b.id.len, TOKEN_ID_LEN);
	CHECK_INT(tok.len, TOKEN_ID_LEN + 1 + TOKEN_MAC_LEN);
	mac = span_from(tok, TOKEN_ID_LEN + 1);
	CHECK(token_verify(key, &b, mac));
	b.recipient = S("Ion@Client.Example");
	CHECK(token_verify(key, &b, mac));
	other[0].recipient = S("dan@client.example");
	other[1].purpose = S("staff");
	other[2].document = 11; /* an older version of the offer */
	other[3].expires++;
	other[4].card++;
	other[5].question = 0;
	other[6].key_id = S("k2");
	other[7].id = S("aaaaaaaaaaaaa");
	for (size_t i = 0; i < ARRAY_LEN(other); i++) {
		UNIT_CASE("%d", (int)i);
		CHECK(!token_verify(key, &other[i], mac));
	}
	CHECK(!token_verify(S("another key"), &b, mac));
	CHECK(!token_verify(key, &b, S("aaaaaaaaaaaaaaaa")));
	CHECK(!token_verify(key, &b, S("")));
}

TEST(token_mac_is_what_the_header_says)
{
	struct arena *a = unit_arena();
	struct token_bound b = bound_to("A@b.ro");
	struct span key = S("k"), tok = token_make(a, key, &b);
	struct sha256 h = hash_hmac(
		key, arena_fmt(a, "plic reply 2|k1|%.*s|reply|a@b.ro|1042|12|3|1793000000",
			       SPAN_ARG(b.id)));

	CHECK_SPANS(span_from(tok, TOKEN_ID_LEN + 1), hash_base32(a, h.b, 10));
}

TEST(token_is_found_where_mail_carries_it)
{
	struct arena *a = unit_arena();
	struct token_bound b = bound_to("ion@x.ro");
	struct span key = S("k"), id = b.id, tok = token_make(a, key, &b);
	struct mail_addrs to = { 0 };
	struct spans refs = { 0 };
	struct token_candidates got;
	char *upper = arena_alloc(a, tok.len);

	for (size_t i = 0; i < tok.len; i++)
		upper[i] = tok.ptr[i] >= 'a' && tok.ptr[i] <= 'z' ? (char)(tok.ptr[i] - 32) :
								    tok.ptr[i];
	ARENA_PUSH(a, &to)->addr = S("firma@example.ro");
	ARENA_PUSH(a, &to)->addr = S("firma+short.token@example.ro");
	ARENA_PUSH(a, &to)->addr =
		token_address(a, S("firma@example.ro"), (struct span){ upper, tok.len });
	*ARENA_PUSH(a, &refs) = S("x@y");
	*ARENA_PUSH(a, &refs) = token_message_id(a, S("firma@example.ro"), tok, 3);
	got = token_candidates(a, &to, &refs);
	CHECK_INT(got.n, 1);
	CHECK_SPANS(got.at[0].id, id);
	b.id = got.at[0].id;
	CHECK(token_verify(key, &b, got.at[0].mac));
	CHECK_SPAN(token_message_id(a, S("firma@example.ro"), S("T"), 3), "T.3@example.ro");
	CHECK_SPAN(token_address(a, S("firma@example.ro"), S("T")), "firma+T@example.ro");
}

TEST(token_shapes_that_are_none)
{
	static const char *const wrong[] = {
		"firma+@x.ro",
		"firma+abc.def@x.ro",
		"firma@x+aaaaaaaaaaaaa.bbbbbbbbbbbbbbbb.ro",
		"firma+aaaaaaaaaaaaa-bbbbbbbbbbbbbbbb@x.ro",
		"firma+aaaaaaaaaaaa1.bbbbbbbbbbbbbbbb@x.ro",
		"firma+aaaaaaaaaaaaa.bbbbbbbbbbbbbbbbb@x.ro",
		"+aaaaaaaaaaaaa.bbbbbbbbbbbbbbbb",
	};
	struct arena *a = unit_arena();

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct mail_addrs to = { 0 };
		struct spans none = { 0 };

		UNIT_CASE("%s", wrong[i]);
		ARENA_PUSH(a, &to)->addr = span_of(wrong[i]);
		CHECK_INT(token_candidates(a, &to, &none).n, 0);
	}
}

TEST(token_candidates_are_few)
{
	struct arena *a = unit_arena();
	struct mail_addrs none = { 0 };
	struct spans refs = { 0 };

	for (unsigned i = 0; i < 1000; i++) {
		uint8_t r[TOKEN_ID_BYTES] = { (uint8_t)i, (uint8_t)(i >> 8) };

		struct token_bound b = bound_to("x@y.ro");

		b.id = token_id(a, r);
		*ARENA_PUSH(a, &refs) =
			token_message_id(a, S("a@b.ro"), token_make(a, S("k"), &b), i);
	}
	CHECK_INT(token_candidates(a, &none, &refs).n, TOKEN_CANDIDATES_MAX);
}
