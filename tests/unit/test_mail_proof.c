/* Who sent it and what kind of sender it is: Authentication-Results, robots, bounces. */
#include "mail_auth.h"
#include "mail_read.h"
#include "unit.h"

static struct mail_fact read_raw(struct span raw)
{
	static struct span own[] = { S("plic@firma.ro") };
	struct reader_config cfg = { .authserv_id = S("mx.firma.ro"), .own = { own, 1, 1 } };
	struct mail_fact f = { .class = MAIL_OTHER };
	struct span whole;

	CHECK_RC(mail_read(unit_arena(), &cfg, raw, &f, &whole, NULL), RC_OK);
	return f;
}

static struct mail_fact read_with(const char *header)
{
	return read_raw(arena_fmt(unit_arena(), "%s\n\nAccept\n", header));
}

#define FROM "From: Ion <ion@client.ro>\nSubject: x\nDate: Mon, 21 Jul 2025 14:05:09 +0300\n"

TEST(authentication_results)
{
	static const struct {
		const char *header;
		enum auth_verdict want;
	} rows[] = {
		{ "Authentication-Results: mx.firma.ro; dkim=pass header.d=client.ro\n" FROM,
		  AUTH_PASS },
		{ "Authentication-Results: MX.Firma.RO 1; dkim=pass header.d=client.ro\n" FROM,
		  AUTH_PASS },
		{ "Authentication-Results: mx.firma.ro; dmarc=pass header.from=client.ro\n" FROM,
		  AUTH_PASS },
		{ "Authentication-Results: mx.firma.ro;\n spf=fail smtp.mailfrom=x;\n\tdkim=pass (good; dkim=fail) "
		  "header.i=@mail.client.ro header.s=s header.b=\"ab;=\"; dmarc=pass (p=none) header.from=client.ro\n" FROM,
		  AUTH_PASS },
		{ "Authentication-Results: (a(b)c) mx.firma.ro (x); auth=pass (LOGIN) smtp.auth=ion@client.ro\n" FROM,
		  AUTH_PASS },
		{ "Authentication-Results: mx.firma.ro; dkim=fail header.d=client.ro; dkim=pass header.d=client.ro\n" FROM,
		  AUTH_PASS },
		{ "Authentication-Results: mx.firma.ro; dkim/1=pass reason=\"ok\" header.d=CLIENT.ro header.b=ab==\n" FROM,
		  AUTH_PASS },
		{ "Authentication-Results: mx.firma.ro; none\n" FROM, AUTH_NONE },
		{ "Authentication-Results: mx.firma.ro; spf=pass smtp.mailfrom=client.ro\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: mx.firma.ro; dkim=pass header.d=evil.ro\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: mx.firma.ro; dkim=pass header.d=ro\n" FROM, AUTH_NONE },
		{ "Authentication-Results: mx.firma.ro; dkim=pass header.d=client.ro.evil.com\n" FROM,
		  AUTH_NONE },
		/* a parent within the organisation speaks for its children, not the other way round */
		{ "Authentication-Results: mx.firma.ro; dkim=pass header.d=client.ro\n"
		  "From: ion@posta.client.ro\n",
		  AUTH_PASS },
		{ "Authentication-Results: mx.firma.ro; dkim=pass header.d=stiri.client.ro\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: mx.firma.ro; dkim=pass header.d=com.ro\n"
		  "From: ion@client.com.ro\n",
		  AUTH_NONE },
		/* blanks and comments wherever the grammar allows them, versions, reasons */
		{ "Authentication-Results: (a) mx.firma.ro (b) 1 (c) ; (d) dkim (e) / (f) 1 (g) = (h) pass (i)\n"
		  " reason (j) = (k) \"so; it = is (\" header (l) . (m) d (n) = (o) client.ro (p)\n" FROM,
		  AUTH_PASS },
		{ "Authentication-Results: \"mx.firma.ro\"; dkim=pass header.d=\"client.ro\"\n" FROM,
		  AUTH_PASS },
		{ "Authentication-Results: mx.firma.ro; DKIM=Pass Header.D=client.ro\n" FROM,
		  AUTH_PASS },
		{ "Authentication-Results: mx.firma.ro; dkim=pass header.d=client.ro;\n" FROM,
		  AUTH_PASS },
		{ "Authentication-Results: mx.firma.ro; iprev=pass policy.iprev=192.0.2.1 (x \\) y);"
		  " dkim=pass header.d=client.ro\n" FROM,
		  AUTH_PASS },
		{ "Authentication-Results: mx.firma.ro 2; dkim=pass header.d=client.ro\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: mx.firma.ro; dkim/2=pass header.d=client.ro\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: mx.firma.ro dkim=pass header.d=client.ro\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: mx.firma.ro; dkim=pass header.d=client.ro stray\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: mx.firma.ro; dkim=pass header.d=client.ro (no end\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: mx.firma.ro; dkim=pass header.d=client.ro; x=\"no end\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: mx.firma.ro; dkim=pass reason=\"header.d=client.ro\"\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: mx.firma.ro; dkim=passed header.d=client.ro\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: mx.firma.ro; auth=pass smtp.auth=ION@client.ro\n" FROM,
		  AUTH_PASS },
		{ "Authentication-Results: mx.firma.ro; auth=fail smtp.auth=ion@client.ro\n" FROM,
		  AUTH_FAIL },
		{ "Authentication-Results: mx.firma.ro; arc=pass; dmarc=fail header.from=client.ro\n" FROM,
		  AUTH_FAIL },
		/* above the Received that our server wrote, and deliveries inside the host */
		{ "Received: from mx by imap.firma.ro with LMTP id x; Mon\n"
		  "Authentication-Results: mx.firma.ro; dkim=pass header.d=client.ro\n"
		  "Received: from a by mx.firma.ro; Mon\n" FROM,
		  AUTH_PASS },
		{ "Received: from evil.ro by mx.firma.ro with ESMTP id x; Mon\n"
		  "Authentication-Results: mx.firma.ro; dkim=pass header.d=client.ro\n" FROM,
		  AUTH_NONE },
		{ "Received: from a (by x with LMTP) by relay.ro with ESMTP; Mon\n"
		  "Authentication-Results: mx.firma.ro; dkim=pass header.d=client.ro\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: other.ro; dkim=pass header.d=client.ro\n"
		  "Authentication-Results: mx.firma.ro; dkim=pass header.d=client.ro\n" FROM,
		  AUTH_PASS },
		{ "Authentication-Results: mx.firma.ro; dmarc=pass header.from=evil.ro\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: mx.firma.ro; auth=pass smtp.auth=alt@client.ro\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: mx.firma.ro; dmarc=fail header.from=client.ro\n" FROM,
		  AUTH_FAIL },
		{ "Authentication-Results: mx.firma.ro; (dkim=pass header.d=client.ro)\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: mx.firma.ro; spf=pass \"; dkim=pass header.d=client.ro\"\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: mx.firma.ro; x=y (dkim=pass header.d=client.ro\n" FROM,
		  AUTH_NONE },
		/* another server's word, or ours below a line of ours */
		{ "Authentication-Results: evil.ro; dkim=pass header.d=client.ro\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: evil.ro (mx.firma.ro); dkim=pass header.d=client.ro\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: mx.firma.ro.evil.ro; dkim=pass header.d=client.ro\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: mx.firma.ro; dkim=none\n"
		  "Authentication-Results: mx.firma.ro; dkim=pass header.d=client.ro\n" FROM,
		  AUTH_NONE },
		{ "ARC-Authentication-Results: i=1; mx.firma.ro; dkim=pass header.d=client.ro\n" FROM,
		  AUTH_NONE },
		{ FROM, AUTH_NONE },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct mail_fact f = read_with(rows[i].header);

		UNIT_CASE("%s", rows[i].header);
		CHECK_INT(f.auth.verdict, rows[i].want);
		CHECK(f.auth.why.len > 0);
		if (f.auth.verdict == AUTH_PASS)
			CHECK(span_ends(f.auth.domain, S("client.ro")));
	}
}

#define PASS \
	"Authentication-Results: mx.firma.ro; dkim=pass header.d=client.ro; dmarc=pass header.from=client.ro\n"

#define B32     "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define RSA512  B32 B32 "AAAAAAAAAAAAAAAAAAAAAA=="
#define RSA1024 B32 B32 B32 B32 B32 "AAAAAAAAAAA="

TEST(ambiguous_headers_prove_nothing)
{
	static const char *const headers[] = {
		PASS FROM "From: x@client.ro\n",
		PASS "From: a@client.ro, b@client.ro\nSubject: x\n",
		PASS "From: staff: a@client.ro;\nSubject: x\n",
		PASS "From: \"boss@bank.ro\" <a@client.ro>\nSubject: x\n",
		PASS "From: =?utf-8?Q?boss=40bank.ro?= <a@client.ro>\nSubject: x\n",
		PASS "From: \"a@client.ro boss@bank.ro\" <a@client.ro>\nSubject: x\n",
		PASS "From: \"boss\xef\xbc\xa0"
		     "bank.ro\" <a@client.ro>\nSubject: x\n",
		PASS
		"From: a@client.ro\nSubject: x\nContent-Type: text/plain\nContent-Type: text/html\n",
		PASS FROM "Subject: y\n",
		PASS FROM "Date: Mon, 21 Jul 2025 14:05:09 +0300\n",
		PASS FROM "Message-ID: <a@b>\nmessage-id: <c@d>\n",
		PASS FROM "To: a@b.ro\nTo: c@d.ro\n",
		PASS FROM "X-A: b\rFrom: evil@client.ro\n",
		PASS "Subject: x\n",
		PASS "DKIM-Signature: v=1; a=rsa-sha256; d=client.ro; l=5; h=from:date; b=" RSA1024
		     "\n" FROM,
		PASS "DKIM-Signature: v=1; a=rsa-sha1; d=client.ro; h=from:date; b=" RSA1024
		     "\n" FROM,
		/* a key of 512 bits; neither Date nor Message-ID held; From not held */
		PASS "DKIM-Signature: v=1; a=rsa-sha256; d=client.ro; h=from:date; b=" RSA512
		     "\n" FROM,
		PASS "DKIM-Signature: v=1; a=rsa-sha256; d=client.ro; h=from:to; b=" RSA1024
		     "\n" FROM,
		PASS "DKIM-Signature: v=1; a=rsa-sha256; d=client.ro; h=date:to; b=" RSA1024
		     "\n" FROM,
		/* a signature of a child domain may be what DMARC rests on */
		PASS
		"DKIM-Signature: v=1; a=rsa-sha256; d=x.client.ro; l=5; h=from:date; b=" RSA1024
		"\n" FROM,
	};
	static const char *const strong[] = {
		PASS
		"DKIM-Signature: v=1; a=rsa-sha256; d=client.ro; h=From : Date; t=1753095000; b=" RSA1024
		"\n" FROM,
		PASS
		"DKIM-Signature: v=1; a=ed25519-sha256; d=client.ro; h=from:message-id; b=" RSA512
		"\n" FROM,
		PASS "DKIM-Signature: v=1; a=rsa-sha1; d=altul.ro; h=from; b=x\n" FROM,
		PASS "From: \"Ion @ Client\" <a@client.ro>\nSubject: x\n",
		/* the line says which of two signatures passed */
		"Authentication-Results: mx.firma.ro; dkim=pass header.d=client.ro header.b=\"abcdefgh\"\n"
		"DKIM-Signature: v=1; a=rsa-sha256; d=client.ro; s=a; h=from:date; b=abcdefgh" RSA1024
		"\n"
		"DKIM-Signature: v=1; a=rsa-sha1; d=client.ro; s=b; h=from:date; b=zzz\n" FROM,
	};

	for (size_t i = 0; i < ARRAY_LEN(headers); i++) {
		struct mail_fact f = read_with(headers[i]);

		UNIT_CASE("%s", headers[i]);
		CHECK(f.auth.verdict != AUTH_PASS);
		CHECK(f.auth.why.len > 0);
	}
	for (size_t i = 0; i < ARRAY_LEN(strong); i++) {
		UNIT_CASE("%s", strong[i]);
		CHECK_INT(read_with(strong[i]).auth.verdict, AUTH_PASS);
	}
	CHECK_INT(read_with(strong[0]).auth.signed_at, 1753095000);
	CHECK_INT(read_with(PASS FROM).auth.verdict, AUTH_PASS);
	CHECK_INT(read_with(PASS "From: \"'a@client.ro'\" <a@client.ro>").auth.verdict, AUTH_PASS);
}

TEST(classes)
{
	static const struct {
		const char *header;
		enum mail_class want;
	} rows[] = {
		{ FROM, MAIL_HUMAN },
		{ FROM "Auto-Submitted: no (really)\n", MAIL_HUMAN },
		{ FROM "X-Auto-Response-Suppress: All\n", MAIL_HUMAN },
		{ FROM "Auto-Submitted: (x) auto-replied; owner-email=x\n", MAIL_AUTO_REPLY },
		{ FROM "Auto-Submitted: auto-generated\n", MAIL_AUTO_REPLY },
		{ FROM "X-Autoreply: yes\n", MAIL_AUTO_REPLY },
		{ FROM "Precedence: bulk\n", MAIL_LIST },
		{ FROM "List-Unsubscribe: <mailto:x@y>\n", MAIL_LIST },
		{ FROM "Precedence: auto_reply\n", MAIL_AUTO_REPLY },
		{ FROM "Return-Path: <>\n", MAIL_AUTO_REPLY },
		{ "From: plic@firma.ro\n", MAIL_AUTO_REPLY },
		{ FROM "X-Loop: plic@firma.ro\n", MAIL_AUTO_REPLY },
		{ "From: a@b.ro\nSubject: Răspuns automat: Oferta\n", MAIL_AUTO_REPLY },
		{ "From: a@b.ro\nSubject: Absent: Oferta\n", MAIL_AUTO_REPLY },
		{ "From: a@b.ro\nSubject: =?utf-8?Q?=C3=8En_afara_biroului?=\n", MAIL_AUTO_REPLY },
		{ "From: a@b.ro\nSubject: Out of Office Re: x\n", MAIL_AUTO_REPLY },
		{ "From: a@b.ro\nSubject: Fraværsbesked\n", MAIL_AUTO_REPLY },
		{ "From: a@b.ro\nSubject: Absent de la curs pe 3 mai\n", MAIL_HUMAN },
		{ "From: MAILER-DAEMON@x.ro\nSubject: Undelivered Mail Returned to Sender\n",
		  MAIL_BOUNCE },
		{ "From: a@b.ro\nContent-Type: multipart/report; report-type=disposition-notification; boundary=x\n",
		  MAIL_MDN },
		{ "From: a@b.ro\nContent-Type: multipart/report; report-type=feedback-report; boundary=x\n",
		  MAIL_FEEDBACK },
		{ "From: a@b.ro\nContent-Type: text/calendar; method=REPLY\n", MAIL_OTHER },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s", rows[i].header);
		CHECK_INT(read_with(rows[i].header).class, rows[i].want);
	}
}

TEST(bounce_report)
{
	struct mail_fact f = read_raw(S(
		"Return-Path: <>\nFrom: MAILER-DAEMON@mx.ro\nTo: plic@firma.ro\nSubject: Undelivered\n"
		"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\n\n"
		"<ion@client.ro>: no\n--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.ro\n\n"
		"Final-Recipient: rfc822; ion@client.ro\nAction: failed\nStatus: 5.1.1\n"
		"Diagnostic-Code: smtp; 550 5.1.1\n  User unknown\n\nFinal-Recipient: rfc822; plin@client.ro\n"
		"Action: delayed\nStatus: 4.2.2\n\n--x\nContent-Type: message/rfc822\n\n"
		"Message-ID: <tok.1@firma.ro>\nFrom: plic@firma.ro\n\nfals@altul.ro nu accept\n--x--\n"));

	CHECK_INT(f.class, MAIL_BOUNCE);
	if (!CHECK_INT(f.bounces.n, 2))
		return;
	CHECK_SPAN(f.bounces.at[0].recipient, "ion@client.ro");
	CHECK_SPAN(f.bounces.at[0].status, "5.1.1");
	CHECK_SPAN(f.bounces.at[0].reason, "userunknown");
	CHECK_SPAN(f.bounces.at[0].said, "550 5.1.1 User unknown");
	CHECK(f.bounces.at[0].failed);
	CHECK(f.bounces.at[0].address_invalid);
	CHECK(!f.bounces.at[1].failed);
	CHECK(!f.bounces.at[1].address_invalid);
	if (CHECK_INT(f.bounced_ids.n, 1))
		CHECK_SPAN(f.bounced_ids.at[0], "tok.1@firma.ro");
	CHECK_SPAN(f.text, "");
}

TEST(bounce_text)
{
	struct mail_fact f = read_raw(S(
		"Return-Path: <>\nFrom: MAILER-DAEMON@mx.ro\nSubject: failure notice\n\nHi. This is the qmail-send "
		"program at mx.ro.\n\n<ion@client.ro>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 "
		"<ion@client.ro>... User unknown\n\n--- Below this line is a copy of the message.\n\n"
		"Message-ID: <tok.2@firma.ro>\nTo: altul@client.ro\n"));

	CHECK_INT(f.class, MAIL_BOUNCE);
	if (CHECK_INT(f.bounces.n, 1)) {
		CHECK_SPAN(f.bounces.at[0].recipient, "ion@client.ro");
		CHECK_SPAN(f.bounces.at[0].status, "5.1.1");
		CHECK(f.bounces.at[0].address_invalid);
	}
	if (CHECK_INT(f.bounced_ids.n, 1))
		CHECK_SPAN(f.bounced_ids.at[0], "tok.2@firma.ro");
}
