/* What a mail server's bytes become before libetpan sees them. */
#include "answer_guard.h"
#include "buf.h"
#include "span.h"
#include "unit.h"

/* Everything that comes out, fed in pieces of `step` bytes; "refused" once it was. */
static struct span pass(struct span in, size_t step, uint64_t most)
{
	struct answer_guard g = { 0 };
	struct buf out;
	char room[7];

	buf_init(&out, unit_arena(), 1 << 20);
	answer_guard_begin(&g, most);
	for (size_t i = 0; i < in.len; i += step) {
		struct span piece = span_sub(in, i, step);
		size_t at = 0;

		while (at < piece.len || g.inserted) {
			ptrdiff_t n = answer_guard_pass(&g, piece.ptr, piece.len, &at, room,
							sizeof(room));

			if (n < 0)
				return S("refused");
			buf_add(&out, (struct span){ room, (size_t)n });
			if (!n)
				break;
		}
	}
	return buf_span(&out);
}

static const struct {
	const char *in, *out; /* out NULL: as it came */
} rows[] = {
	{ "* OK ready\r\n", NULL },
	{ "* 1 FETCH (UID 1 BODY[] {5}\r\n12345)\r\n3 OK done\r\n", NULL },
	/* a tagged answer without a text gets one */
	{ "3 OK\r\n", "3 OK -\r\n" },
	{ "3 OK \r\n", "3 OK  -\r\n" },
	{ "3 OK\n", "3 OK -\n" },
	{ "* 1 FETCH (UID 1)\r\n17 no\r\n18 BAD\r\n",
	  "* 1 FETCH (UID 1)\r\n17 no -\r\n18 BAD -\r\n" },
	{ "+ OK\r\n", NULL },
	/* ... but not what only looks like one inside a literal, or after it */
	{ "* 1 FETCH (BODY[] {6}\r\n3 OK\r\n)\r\n3 OK done\r\n", NULL },
	{ "* 1 FETCH (BODY[] {2}\r\nab\r\n3 OK\r\n", "* 1 FETCH (BODY[] {2}\r\nab\r\n3 OK -\r\n" },
	/* a mail's own text announces nothing */
	{ "* 1 FETCH (BODY[] {14}\r\n{4000000000}\r\n)\r\n1 OK x\r\n", NULL },
	/* nor does the text of a status */
	{ "* OK {4000000000}\r\n* BYE {9}\r\n2 NO {4000000000}\r\n", NULL },
	/* literals after literals */
	{ "* LIST () \"/\" {3}\r\nabc\r\n* LIST () \"/\" x\r\n1 OK x\r\n", NULL },
	{ "* 1 FETCH (A {1}\r\nx B {1}\r\ny)\r\n1 OK x\r\n", NULL },
	/* more than may come is refused before it comes */
	{ "* 1 FETCH (BODY[] {4000000000}\r\nabc", "refused" },
	{ "* 1 FETCH (BODY[] {99999999999999999999999}\r\n", "refused" },
	{ "* 1 FETCH (A {1}\r\nx BODY[] {5000}\r\n", "refused" },
	/* what is no length is none */
	{ "* 1 FETCH (X {12a}\r\n* 2 {}x\r\n* 3 {5} \r\n1 OK x\r\n", NULL },
};

TEST(answer_guard_passes_lines_and_literals)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		for (size_t step = 1; step < 40; step++)
			CHECK_SPAN(pass(span_of(rows[i].in), step, 1000),
				   rows[i].out ? rows[i].out : rows[i].in);
}

TEST(answer_guard_ends_what_does_not_end)
{
	CHECK_SPAN(pass(S("* OK 1234567890\r\n"), 4, 12), "refused");
	CHECK_SPAN(pass(S("* OK 1234567\r\n"), 4, 14), "* OK 1234567\r\n");
	CHECK_SPAN(pass(S("* 1 FETCH ({6}\r\nabcdef)\r\n"), 5, 22), "refused");
	CHECK_SPAN(pass(S("* 1 FETCH ({6}\r\nabcdef)\r\n"), 5, 25),
		   "* 1 FETCH ({6}\r\nabcdef)\r\n");
	CHECK_SPAN(pass(S("* 1 FETCH ({7}\r\n"), 5, 22), "refused");
}
