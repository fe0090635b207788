/* Bounces that are prose alone, in the layouts of less common servers (test_mail_dsn.c has the others). */
#include "mail_read.h"
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

/* Prose of less common servers, in their layouts. */
TEST(bounces_in_prose)
{
	static const struct {
		const char *server, *body, *status, *reason;
		bool dead;
	} rows[] = {
		{ "m-FILTER",
		  "-------server message\n550 5.1.1 unknown user <dana@client.ro>\n\n-------SMTP command\n"
		  "RCPT TO:<dana@client.ro>\n\n-------original message\nReceived: from x\nTo: alta@client.ro\n",
		  "5.1.1", "userunknown", true },
		{ "IMail, unknown",
		  "Unknown user: dana@client.ro\n\n\nOriginal message follows.\n\nTo: x@y.ro\n",
		  "5.0.911", "userunknown", true },
		{ "IMail, full", "User mailbox exceeds allowed size: dana@client.ro\n", "5.0.922",
		  "mailboxfull", true },
		{ "MailMarshal",
		  "Your message:\n   From:    oferte@firma.ro\n   Subject: Oferta\nCould not be delivered because of\n\n"
		  "550 5.1.1 User unknown\n\nThe following recipients were affected:\n    dana@client.ro\n\n"
		  "Additional Information\n======================\n",
		  "5.1.1", "userunknown", true },
		{ "addresses had delivery errors",
		  "The original message was received at Mon, 1 Jun 2026\nfrom oferte@firma.ro\n\n"
		  "---The following addresses had delivery errors---\n\ndana@client.ro [User unknown]\n",
		  "5.0.911", "userunknown", true },
		{ "no account here",
		  "Message from client.ro.\nUnable to deliver message to the following address(es).\n\n"
		  "<dana@client.ro>:\nThis user doesn't have a client.ro account (dana@client.ro) [0]\n\n"
		  "--- Original message follows.\n\nTo: alta@client.ro\n",
		  "5.0.911", "userunknown", true },
		{ "CommuniGate",
		  "We had trouble delivering your message. Full details follow:\n\nSubject: 'Oferta'\n\n1 error(s):\n\n"
		  "SMTP Server <mx.client.ro> rejected recipient <dana@client.ro>\n"
		  "  (Error following RCPT command). It responded as follows: [550 5.1.1 unknown user]\n",
		  "5.1.1", "userunknown", true },
		{ "James",
		  "Hi. This is the James mail server at mx.client.ro.\n"
		  "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
		  "This is a permanent error; I've given up.\n\nFailed recipient(s):\ndana@client.ro\n\n"
		  "Error message:\n550 5.1.1 <dana@client.ro>... User Unknown\n",
		  "5.1.1", "userunknown", true },
		{ "mobile carrier",
		  "Your mail sent on: Thu, 29 Apr 2026\n\nCould not be delivered to: <dana@client.ro>\n"
		  "As their mailbox is full.\n",
		  "5.0.922", "mailboxfull", true },
		{ "old Sendmail",
		  "   ----- Transcript of session follows -----\nWhile talking to mx.client.ro:\n"
		  ">>> RCPT To:<dana@client.ro>\n<<< 550 <dana@client.ro>, User Unknown\n"
		  "550 <dana@client.ro>... User unknown\n\n   ----- Unsent message follows -----\nTo: x@y.ro\n",
		  "5.0.911", "userunknown", true },
		{ "DragonFly",
		  "There was an error delivering your mail to <dana@client.ro>.\n\n"
		  "mx.client.ro [192.0.2.1] did not like our RCPT TO:\n550 5.7.1 Access denied by policy\n\n"
		  "Original message follows.\n",
		  "5.7.1", "policyviolation", false },
		{ "SurfControl",
		  "Your message could not be sent.\nA transcript of the attempts to send the message follows.\n"
		  "The number of attempts made: 1\nAddressed To: dana@client.ro\n\n"
		  "Failed to send to identified host,\ndana@client.ro: [192.0.2.5], 550 dana@client.ro... No such user\n",
		  "5.0.911", "userunknown", true },
		{ "GroupWise, a name without its host",
		  "The message that you sent was undeliverable to the following:\n\n"
		  "\tdana (User account is expired)\n",
		  "5.0.921", "suspend", true },
		{ "Exim behind an alias, naming us",
		  "A message sent by\n\n  <plic+tok.1@firma.ro>\n\n"
		  "could not be delivered to one or more of its recipients. The following\naddress(es) failed:\n\n"
		  "  d.pop@inside.client.ro\n    (ultimately generated from dana@client.ro)\n"
		  "    all hosts have been failing for a long time and were last tried after this message arrived\n",
		  "5.0.947", "expired", false },
		{ "mailbox size",
		  "I'm sorry, your message could not be delivered:\n\n<dana@client.ro>: host mx said: 552\n"
		  "    <dana@client.ro> Mailbox size limit exceeded (in reply to RCPT TO command)\n",
		  "5.0.922", "mailboxfull", true },
		{ "Courier",
		  "This is a delivery status notification from mx.client.ro.\n\n"
		  "The original message was received on Mon\n\n                           UNDELIVERABLE MAIL\n\n"
		  "Your message to the following recipients cannot be delivered:\n\n<dana@client.ro>:\n"
		  "    mx.client.ro [192.0.2.1]:\n>>> RCPT TO:<dana@client.ro>\n"
		  "<<< 452 4.2.2 Mailbox full, try later\n",
		  "4.2.2", "mailboxfull", false },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *a = unit_arena();
		struct mail_fact f =
			read_in(a, arena_fmt(a, DAEMON "Undeliverable mail\n\n%s", rows[i].body));

		UNIT_CASE("%s", rows[i].server);
		CHECK_INT(f.class, MAIL_BOUNCE);
		if (!CHECK_INT(f.bounces.n, 1))
			continue;
		CHECK_SPAN(f.bounces.at[0].recipient, "dana@client.ro");
		CHECK_SPAN(f.bounces.at[0].status, rows[i].status);
		CHECK_SPAN(f.bounces.at[0].reason, rows[i].reason);
		CHECK_INT(f.bounces.at[0].address_invalid, rows[i].dead);
	}
}
