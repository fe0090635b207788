/* Bounces as mail servers word them: recipient, status, reason, is the address dead. Our own samples in the
 * formats of each; the public ones are in test_mail_corpora_files.c. */
#include <time.h>

#include "buf.h"
#include "mail_read.h"
#include "span.h"
#include "unit.h"

static struct mail_fact read_in(struct arena *a, struct span raw)
{
	static struct span own[] = { S("plic@firma.ro") };
	struct reader_config cfg = { .authserv_id = S("mx.firma.ro"), .own = { own, 1, 1 } };
	struct mail_fact f = { .class = MAIL_OTHER };
	struct span whole;

	CHECK_RC(mail_read(a, &cfg, raw, &f, &whole, NULL), RC_OK);
	return f;
}

#define DAEMON "Return-Path: <>\nFrom: MAILER-DAEMON@client.ro\nTo: plic@firma.ro\nSubject: "
#define REPORT(head, fields)                                                                       \
	head "\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"       \
	     "--x\n\nA message could not be delivered.\n--x\n"                                     \
	     "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.firma.ro\n\n" fields \
	     "\n--x--\n"

TEST(bounces_of_each_kind_of_server)
{
	static const struct {
		const char *server, *mail, *recipient, *status, *reason;
		bool dead;
	} rows[] = {
		{ "qmail",
		  DAEMON
		  "failure notice\n\nHi. This is the qmail-send program at mx.client.ro.\n"
		  "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
		  "This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
		  "<dana@client.ro>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
		  "--- Below this line is a copy of the message.\n\nReturn-Path: <plic@firma.ro>\n"
		  "To: alta@client.ro\n",
		  "dana@client.ro", "5.1.1", "userunknown", true },
		{ "Exim, refused for our address",
		  DAEMON
		  "Mail delivery failed: returning message to sender\nX-Failed-Recipients: dana@client.ro\n\n"
		  "A message that you sent could not be delivered to one or more of its\n"
		  "recipients. This is a permanent error. The following address(es) failed:\n\n"
		  "  dana@client.ro\n    host mx.client.ro [192.0.2.1]\n"
		  "    SMTP error from remote mail server after RCPT TO:<dana@client.ro>:\n"
		  "    550-5.7.1 Service refused: 192.0.2.9 blocked using bl.example\n",
		  "dana@client.ro", "5.7.1", "blocked", false },
		{ "Exim, alias",
		  DAEMON "Mail delivery failed: returning message to sender\n\n"
			 "This is a permanent error. The following address(es) failed:\n\n"
			 "  d.pop@intern.client.ro\n    (generated from dana@client.ro)\n"
			 "    Unrouteable address\n",
		  "dana@client.ro", "5.0.911", "userunknown", true },
		{ "Postfix, text alone",
		  DAEMON
		  "Undelivered Mail Returned to Sender\n\nThis is the mail system at host mx.client.ro.\n\n"
		  "I'm sorry to have to inform you that your message could not\n"
		  "be delivered to one or more recipients. It's attached below.\n\n"
		  "For further assistance, please send mail to postmaster@client.ro.\n\n"
		  "<dana@client.ro>: host mx.client.ro[192.0.2.1] said: 552 5.2.2\n"
		  "    Mailbox full (in reply to RCPT TO command)\n",
		  "dana@client.ro", "5.2.2", "mailboxfull", false },
		{ "Sendmail",
		  DAEMON
		  "Returned mail: see transcript for details\n\n"
		  "   ----- The following addresses had permanent fatal errors -----\n"
		  "<dana@client.ro>\n    (reason: 550 5.1.1 <dana@client.ro>... User unknown)\n\n"
		  "   ----- Transcript of session follows -----\n"
		  "... while talking to mx.client.ro.:\n>>> DATA\n<<< 550 5.1.1 User unknown\n",
		  "dana@client.ro", "5.1.1", "userunknown", true },
		{ "Exchange Online",
		  REPORT(DAEMON "Undeliverable: Oferta",
			 "Final-Recipient: rfc822;dana@client.ro\nAction: failed\nStatus: 5.1.10\n"
			 "Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient "
			 "dana@client.ro not found by SMTP address lookup\n"),
		  "dana@client.ro", "5.1.10", "userunknown", true },
		{ "Gmail, account disabled",
		  REPORT(DAEMON "Delivery Status Notification (Failure)",
			 "Final-Recipient: rfc822; dana@client.ro\nAction: failed\nStatus: 5.2.1\n"
			 "Diagnostic-Code: smtp; 550 5.2.1 The email account that you tried to reach is "
			 "disabled.\n"),
		  "dana@client.ro", "5.2.1", "suspend", false },
		{ "an alias behind the address: what we wrote to",
		  REPORT(DAEMON "Undelivered",
			 "Final-Recipient: rfc822; d1234@mx.firma.ro\n"
			 "Original-Recipient: rfc822; dana@client.ro\nAction: failed\nStatus: 5.1.1\n"),
		  "dana@client.ro", "5.1.1", "userunknown", true },
		{ "spam filter",
		  REPORT(DAEMON "Undelivered",
			 "Final-Recipient: rfc822; dana@client.ro\nAction: failed\n"
			 "Status: 5.7.1\nDiagnostic-Code: smtp; 554 5.7.1 Message rejected as "
			 "spam by content filter\n"),
		  "dana@client.ro", "5.7.1", "spamdetected", false },
		{ "a host whose name is no reason",
		  REPORT(DAEMON "Undelivered",
			 "Final-Recipient: rfc822; dana@client.ro\nAction: failed\nStatus: 5.0.0\n"
			 "Diagnostic-Code: x-postfix; host mx.spamfilter.example said: 550 no such user\n"),
		  "dana@client.ro", "5.0.0", "userunknown", true },
		{ "words that nobody knows",
		  REPORT(DAEMON "Undelivered",
			 "Final-Recipient: rfc822; dana@client.ro\nAction: failed\nStatus: 5.0.0\n"
			 "Diagnostic-Code: smtp; 550-REJECTED - the server at client.ro rejected it\n"),
		  "dana@client.ro", "5.0.0", "undefined", false },
		{ "no words at all",
		  REPORT(DAEMON "Undelivered",
			 "Final-Recipient: rfc822; dana@client.ro\nAction: failed\nStatus: 5.0.0\n"),
		  "dana@client.ro", "5.0.0", "undefined", true },
		{ "a recipient of the host's own kind",
		  REPORT(DAEMON "Undeliverable mail",
			 "Original-Recipient: rfc822;<dana@client.ro>\nFinal-Recipient: LOCAL;<dana>\n"
			 "Action: failed\nStatus: 5.1.1\n"),
		  "dana@client.ro", "5.1.1", "userunknown", true },
		{ "old Sendmail's code",
		  REPORT(DAEMON "Undelivered",
			 "Final-Recipient: rfc822; dana@client.ro\nAction: failed\nStatus: 5.3.0\n"
			 "Diagnostic-Code: smtp; 550 5.3.0 <dana@client.ro>... User unknown\n"),
		  "dana@client.ro", "5.3.0", "userunknown", true },
		{ "qmail's list of bad recipients",
		  REPORT(DAEMON "Undelivered",
			 "Final-Recipient: rfc822; dana@client.ro\nAction: failed\nStatus: 5.0.0\n"
			 "Diagnostic-Code: smtp; 553 sorry, badrcptto(user mail-box not found) (#5.7.1)\n"),
		  "dana@client.ro", "5.7.1", "userunknown", false },
		{ "delay",
		  REPORT(DAEMON "Delayed Mail (still being retried)",
			 "Final-Recipient: rfc822; dana@client.ro\nAction: delayed\nStatus: 4.4.1\n"
			 "Diagnostic-Code: smtp; connect to mx.client.ro: Connection timed out\n"),
		  "dana@client.ro", "4.4.1", "expired", false },
		{ "too large",
		  REPORT(DAEMON "Undelivered",
			 "Final-Recipient: rfc822; dana@client.ro\nAction: failed\nStatus: 5.3.4\n"
			 "Diagnostic-Code: smtp; 552 5.3.4 Message size exceeds fixed limit\n"),
		  "dana@client.ro", "5.3.4", "mesgtoobig", false },
		{ "no such domain",
		  REPORT(DAEMON "Undelivered",
			 "Final-Recipient: rfc822; dana@client.ro\nAction: failed\n"
			 "Status: 5.4.4\nDiagnostic-Code: X-Postfix; Host or domain name not "
			 "found. Name service error for name=client.ro type=AAAA: Host not found\n"),
		  "dana@client.ro", "5.4.4", "hostunknown", true },
		{ "Romanian text",
		  DAEMON "Mesaj nelivrat\n\nMesajul dumneavoastră nu a putut fi livrat către:\n\n"
			 "   dana@client.ro\n\nAdresa nu există.\n\n---- Mesaj original ----\n"
			 "To: alta@client.ro\n",
		  "dana@client.ro", "5.0.911", "userunknown", true },
		{ "Amazon SES",
		  "From: no-reply@sns.amazonaws.com\nSubject: AWS Notification Message\n\n"
		  "{\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Permanent\",\"bouncedRecipients\":["
		  "{\"emailAddress\":\"dana@client.ro\",\"action\":\"failed\",\"status\":\"5.1.1\","
		  "\"diagnosticCode\":\"smtp; 550 5.1.1 user unknown\"}]}}\n\n--\nIf you wish to stop ...\n",
		  "dana@client.ro", "5.1.1", "userunknown", true },
		{ "AOL, a name without its host",
		  "Return-Path: <>\nFrom: MAILER-DAEMON@client.ro\nTo: plic@firma.ro\n"
		  "Subject: Mail Delivery Problem\n\n"
		  "Your mail to the following recipients could not be delivered because\n"
		  "they are not accepting mail from oferte@firma.ro:\n\tdana\n",
		  "dana@client.ro", "5.0.918", "rejected", false },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct mail_fact f = read_in(unit_arena(), span_of(rows[i].mail));

		UNIT_CASE("%s", rows[i].server);
		CHECK_INT(f.class, MAIL_BOUNCE);
		if (!CHECK_INT(f.bounces.n, 1))
			continue;
		CHECK_SPAN(f.bounces.at[0].recipient, rows[i].recipient);
		CHECK_SPAN(f.bounces.at[0].status, rows[i].status);
		CHECK_SPAN(f.bounces.at[0].reason, rows[i].reason);
		CHECK_INT(f.bounces.at[0].address_invalid, rows[i].dead);
	}
}

TEST(bounce_of_nobody_is_none)
{
	struct mail_fact f =
		read_in(unit_arena(), S(DAEMON "A notice of bounce\n\n"
					       "Something went wrong, ask your administrator.\n"));

	CHECK_INT(f.class, MAIL_OTHER);
	CHECK_INT(f.bounces.n, 0);
}

TEST(report_inside_a_letter_that_came_back_is_about_that_letter)
{
	struct mail_fact f = read_in(
		unit_arena(),
		S(DAEMON
		  "Undelivered\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"
		  "--x\nContent-Type: message/delivery-status\n\n"
		  "Final-Recipient: rfc822; dana@client.ro\nAction: failed\nStatus: 5.1.1\n"
		  "--x\nContent-Type: message/rfc822\n\nFrom: ion@altul.ro\n"
		  "Content-Type: multipart/report; report-type=delivery-status; boundary=y\n\n"
		  "--y\nContent-Type: message/delivery-status\n\n"
		  "Final-Recipient: rfc822; victima@altul.ro\nAction: failed\nStatus: 5.1.1\n--y--\n--x--\n"));

	if (CHECK_INT(f.bounces.n, 1))
		CHECK_SPAN(f.bounces.at[0].recipient, "dana@client.ro");
}

TEST(feedback_names_who_complained)
{
	struct mail_fact f = read_in(
		unit_arena(),
		S("From: fbl@provider.example\nSubject: FW: Oferta\n"
		  "Content-Type: multipart/report; report-type=feedback-report; boundary=x\n\n"
		  "--x\n\nThis is an abuse report.\n--x\nContent-Type: message/feedback-report\n\n"
		  "Feedback-Type: abuse\nOriginal-Rcpt-To: dana@client.ro\n\n"
		  "--x\nContent-Type: message/rfc822\n\nMessage-ID: <tok.1@firma.ro>\nTo: dana@client.ro\n\nx\n--x--\n"));

	CHECK_INT(f.class, MAIL_FEEDBACK);
	if (CHECK_INT(f.bounces.n, 1)) {
		CHECK_SPAN(f.bounces.at[0].recipient, "dana@client.ro");
		CHECK_SPAN(f.bounces.at[0].reason, "feedback");
		CHECK(!f.bounces.at[0].failed);
	}
	if (CHECK_INT(f.bounced_ids.n, 1))
		CHECK_SPAN(f.bounced_ids.at[0], "tok.1@firma.ro");
}

TEST(bounce_names_our_mail_without_returning_it)
{
	static const char *const mails[] = {
		DAEMON
		"Undeliverable: Oferta\nIn-Reply-To: <tok.1@firma.ro>\n\n"
		"Your message to dana@client.ro couldn't be delivered.\n550 5.1.10 Recipient not found\n",
		REPORT(DAEMON "Delivery Status Notification (Failure)",
		       "X-Original-Message-ID: <tok.1@firma.ro>\n\nFinal-Recipient: rfc822; dana@client.ro\n"
		       "Action: failed\nStatus: 5.1.1\n"),
	};

	for (size_t i = 0; i < ARRAY_LEN(mails); i++) {
		struct mail_fact f = read_in(unit_arena(), span_of(mails[i]));

		UNIT_CASE("%zu", i);
		CHECK_INT(f.class, MAIL_BOUNCE);
		if (CHECK_INT(f.bounces.n, 1))
			CHECK_SPAN(f.bounces.at[0].recipient, "dana@client.ro");
		if (CHECK_INT(f.bounced_ids.n, 1))
			CHECK_SPAN(f.bounced_ids.at[0], "tok.1@firma.ro");
	}
}

/* n recipients, in a report or as prose without a line end that is CRLF. */
static int64_t ms_of(size_t n, bool prose)
{
	struct arena *a = arena_new((size_t)256 << 20);
	struct timespec t0, t1;
	struct mail_fact f;
	struct buf b;

	buf_init(&b, a, (size_t)8 << 20);
	buf_add_str(&b, prose ? DAEMON "failure notice\n\nfollowing addresses failed:\n" :
				DAEMON
				"x\nContent-Type: multipart/report; report-type=delivery-status; "
				"boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n");
	for (size_t i = 0; i < n; i++)
		buf_add_fmt(&b,
			    prose ? "<r%zu@client.ro>: 550 5.1.1 user unknown\n" :
				    "\nFinal-Recipient: rfc822; r%zu@client.ro\nAction: failed\n"
				    "Status: 5.0.0\nDiagnostic-Code: smtp; 550 no\n",
			    i);
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t0);
	f = read_in(a, buf_span(&b));
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t1);
	CHECK_INT(f.class, MAIL_BOUNCE);
	CHECK_INT(f.bounces.n, 100);
	arena_free(a);
	return (t1.tv_sec - t0.tv_sec) * 1000 + (t1.tv_nsec - t0.tv_nsec) / 1000000;
}

TEST(ten_thousand_recipients_are_linear)
{
	for (int prose = 0; prose < 2; prose++) {
		int64_t one = ms_of(1000, prose), ten = ms_of(10000, prose);

		UNIT_CASE("%s: %lld ms, tenfold %lld ms", prose ? "prose" : "report",
			  (long long)one, (long long)ten);
		CHECK(ten < 20 * (one + 5));
	}
}

TEST(a_hundred_reports_in_each_other_end)
{
	struct arena *a = unit_arena();
	struct mail_fact f = { .class = MAIL_HUMAN };
	struct reader_config cfg = { .currency = S("RON") };
	struct span whole;
	struct buf b;
	enum rc rc;

	buf_init(&b, a, 1 << 20);
	buf_add_str(&b, DAEMON "x\n");
	for (int i = 0; i < 100; i++)
		buf_add_fmt(
			&b,
			"Content-Type: multipart/report; report-type=delivery-status; boundary=b%d\n\n"
			"--b%d\nContent-Type: message/delivery-status\n\n"
			"Final-Recipient: rfc822; r%d@client.ro\nAction: failed\nStatus: 5.1.1\n"
			"--b%d\nContent-Type: message/rfc822\n\nFrom: a@b.ro\n",
			i, i, i, i);
	rc = mail_read(a, &cfg, buf_span(&b), &f, &whole, NULL);
	CHECK(rc == RC_BAD_INPUT || (rc == RC_OK && f.bounces.n <= 1));
}
