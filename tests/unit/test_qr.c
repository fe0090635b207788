/* The payment code's text (EPC069-12) and its size. */
#include "qr.h"
#include "unit.h"

#define IBAN "RO49 AAAA 1B31 0075 9384 0000"

TEST(qr_payload_lines)
{
	struct money sum = { 94995, "EUR" };

	CHECK_SPAN(
		qr_payload(unit_arena(), S("Atelier Diana SRL"), S(IBAN), sum, S("FCT0012")),
		"BCD\n002\n1\nSCT\n\nAtelier Diana SRL\nRO49AAAA1B31007593840000\nEUR949.95\n\n\nFCT0012");
	CHECK_SPAN(
		qr_payload(unit_arena(), S("A"), S(IBAN), sum, S("RF18539007547034")),
		"BCD\n002\n1\nSCT\n\nA\nRO49AAAA1B31007593840000\nEUR949.95\n\nRF18539007547034");
	CHECK_SPAN(qr_payload(unit_arena(), S("two\nlines"), S(IBAN), (struct money){ 1, "EUR" },
			      S("")),
		   "BCD\n002\n1\nSCT\n\ntwo lines\nRO49AAAA1B31007593840000\nEUR0.01\n\n\n");
}

TEST(qr_payload_refuses)
{
	struct arena *a = unit_arena();
	struct money sum = { 100, "EUR" };

	CHECK_SPAN(qr_payload(a, S("A"), S(IBAN), MONEY_RON(100), S("x")), "");
	CHECK_SPAN(qr_payload(a, S("A"), S(IBAN), (struct money){ 0, "EUR" }, S("x")), "");
	CHECK_SPAN(qr_payload(a, S("A"), S(IBAN), (struct money){ -100, "EUR" }, S("x")), "");
	CHECK_SPAN(qr_payload(a, S("A"), S(IBAN), (struct money){ 100000000000, "EUR" }, S("x")),
		   "");
	CHECK_SPAN(qr_payload(a, S(""), S(IBAN), sum, S("x")), "");
	CHECK_SPAN(qr_payload(a, S("A"), S("RO49AAAA1B31007593840001"), sum, S("x")), "");
}

TEST(qr_encode_is_square_and_dark_in_its_corners)
{
	struct qr qr =
		qr_encode(unit_arena(), qr_payload(unit_arena(), S("Șoimul Țării ĂÎ"), S(IBAN),
						   (struct money){ 100, "EUR" }, S("FCT0012")));
	int corner[3];

	CHECK(qr.at != NULL);
	if (!qr.at)
		return;
	CHECK(qr.n >= 21 && qr.n <= 69 && qr.n % 4 == 1); /* versions 1 to 13 */
	corner[0] = qr.at[0] & 1;
	corner[1] = qr.at[qr.n - 1] & 1;
	corner[2] = qr.at[(qr.n - 1) * qr.n] & 1;
	CHECK_INT(corner[0] + corner[1] + corner[2], 3);
	CHECK(qr_encode(unit_arena(), S("")).at == NULL);
}
