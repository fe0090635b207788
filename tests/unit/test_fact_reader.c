/* Whole mails to facts: what each parser is given, and what keeps them apart. */
#include "fact_reader.h"
#include "sample_reader.h"
#include "unit.h"

static struct mail_fact read(const struct reader_config *cfg, const char *mail)
{
	struct mail_fact f = { 0 };
	struct why why = { "" };

	if (reader_read(unit_arena(), cfg, span_of(mail), &f, &why))
		FAIL("%s", why.text);
	return f;
}

#define PROVEN(domain) "Authentication-Results: mx.example.ro; dkim=pass header.d=" domain "\r\n"

TEST(fact_of_an_acceptance)
{
	struct mail_fact f = read(
		sample_reader_config(),
		PROVEN("client.example") "From: Ion Popescu <ion@client.example>\r\n"
					 "To: firma+abc@example.ro\r\nSubject: Re: Oferta\r\nMessage-ID: <1@client.example>\r\n"
					 "Date: Mon, 2 Nov 2026 10:00:00 +0200\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
					 "Accept, mulțumesc!\r\n\r\nÎn lun., 2 nov. 2026 la 09:00, Firma <firma@example.ro> a scris:\r\n"
					 "> Nu accept\r\n> CARD 12\r\n");

	CHECK_INT(f.class, MAIL_HUMAN);
	CHECK_INT(f.auth.verdict, AUTH_PASS);
	CHECK_INT(f.answer.kind, ANSWER_ACCEPT);
	CHECK_SPAN(f.answer.line, "Accept, mulțumesc!");
	CHECK_INT(f.lines.n, 1);
	CHECK_SPAN(f.bank, "");
	CHECK_INT(f.notices.n, 0);
}

TEST(fact_of_commands)
{
	struct mail_fact f = read(
		sample_reader_config(),
		"From: ana@example.ro\r\nTo: firma@example.ro\r\nSubject: x\r\n\r\n"
		"OFERTA Curs Excel x 2\r\nLINIE 2 ore x 150 lei\r\n\r\nMesaj pentru client.\r\n");

	CHECK_INT(f.lines.n, 2);
	CHECK_SPAN(f.lines.at[1].text, "LINIE 2 ore x 150 lei");
	CHECK_INT(f.lines.at[1].tok.n, 5);
	CHECK_SPAN(f.text_after, "Mesaj pentru client.");
}

static const char notice[] =
	"Subject: Incasare\r\nAuto-Submitted: auto-generated\r\nPrecedence: bulk\r\n"
	"Content-Type: text/plain; charset=utf-8\r\n\r\n"
	"Ați primit 544,50 RON de la ION POPESCU. Detalii: PRF 31\r\n";

TEST(fact_of_a_bank_notice)
{
	struct reader_config *cfg = sample_reader_config();
	struct span mail = arena_fmt(unit_arena(), "%sFrom: BCR <alerte@bcr.ro>\r\n%s",
				     PROVEN("bcr.ro"), notice);
	struct mail_fact f = read(cfg, arena_str(unit_arena(), mail));

	/* Marks of a machine do not make a bank noise. */
	CHECK_INT(f.class, MAIL_HUMAN);
	CHECK_SPAN(f.bank, "bcr");
	CHECK_INT(f.auth.verdict, AUTH_PASS);
	if (CHECK_INT(f.notices.n, 1)) {
		CHECK_INT(f.notices.at[0].amount.minor, 54450);
		CHECK_SPAN(f.notices.at[0].payer, "ION POPESCU");
	}
	/* Nor is it anything else. */
	CHECK_INT(f.lines.n, 0);
	CHECK_INT(f.answer.kind, ANSWER_NONE);
	CHECK(!f.request.intent && !f.request.message.len);
}

TEST(fact_of_a_bank_signed_by_another)
{
	struct reader_config *cfg = sample_reader_config();
	struct span mail;
	struct mail_fact f;

	for (size_t i = 0; i < cfg->banks.n; i++)
		if (span_eq_str(cfg->banks.at[i].name, "bcr"))
			cfg->banks.at[i].auth_domain = S("mail.bcr.ro");
	mail = arena_fmt(unit_arena(), "%sFrom: alerte@bcr.ro\r\n%s", PROVEN("bcr.ro"), notice);
	f = read(cfg, arena_str(unit_arena(), mail));
	CHECK_SPAN(f.bank, "bcr");
	CHECK_INT(f.auth.verdict, AUTH_FAIL);
	CHECK_HAS(f.auth.why, "mail.bcr.ro");
}

TEST(fact_of_a_bank_mail_nobody_can_read)
{
	struct mail_fact f =
		read(sample_reader_config(), "From: alerte@bcr.ro\r\n\r\nSuma: 544,50 RON\r\n");

	CHECK_SPAN(f.bank, "bcr");
	CHECK_INT(f.notices.n, 0);
}

TEST(fact_of_a_machine)
{
	struct mail_fact f = read(
		sample_reader_config(),
		"From: ion@client.example\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\n"
		"Accept\r\n");

	CHECK_INT(f.class, MAIL_AUTO_REPLY);
	CHECK_INT(f.answer.kind, ANSWER_NONE);
	CHECK_INT(f.lines.n, 0);
}

TEST(fact_of_a_form)
{
	struct reader_config *cfg = sample_reader_config();
	struct mail_fact f;
	static const char mail[] =
		"From: wordpress@site.example\r\nAuto-Submitted: auto-generated\r\n"
		"Content-Type: text/html; charset=utf-8\r\n\r\n"
		"<table><tr><td>Nume:</td><td>Ion Popescu</td></tr>"
		"<tr><td>Email:</td><td><a href=\"mailto:ion@client.example\">ion@client.example</a></td></tr>"
		"<tr><td>Curs:</td><td>Excel avansat</td></tr></table>\r\n";

	f = read(cfg, mail);
	CHECK_INT(f.class, MAIL_AUTO_REPLY);
	/* A sender that the firm names is wanted. */
	cfg->forms.at[0].from = S("wordpress@site.example");
	f = read(cfg, mail);
	CHECK_INT(f.class, MAIL_HUMAN);
	CHECK(f.request.is_form);
	CHECK_SPAN(f.request.name, "Ion Popescu");
	CHECK_SPAN(f.request.email, "ion@client.example");
	CHECK_SPAN(f.request.product, "Excel avansat");
}

TEST(fact_of_a_forwarded_request)
{
	struct mail_fact f = read(
		sample_reader_config(),
		"From: ana@example.ro\r\nTo: firma@example.ro\r\nSubject: Fwd: Curs\r\n"
		"Content-Type: text/plain; charset=utf-8\r\n\r\n"
		"LEAD\r\n\r\n---------- Forwarded message ---------\r\n"
		"De la: Ion Popescu <ion@client.example>\r\nDate: lun., 2 nov. 2026 la 09:00\r\n"
		"Subject: Curs\r\nTo: <ana@example.ro>\r\n\r\n"
		"Bună ziua,\r\n\r\nAș dori să mă înscriu la cursul de Excel.\r\n\r\nIon, 0722 123 456\r\n");

	CHECK(f.forward.present);
	CHECK_INT(f.lines.n, 1);
	CHECK_SPAN(f.request.email, "ion@client.example");
	CHECK_SPAN(f.request.name, "Ion Popescu");
	CHECK_SPAN(f.request.phone, "0722123456");
	CHECK_SPAN(f.request.product, "Excel");
	CHECK(f.request.intent);
}

TEST(fact_of_nothing)
{
	struct mail_fact f;
	struct why why = { "" };

	CHECK_RC(reader_read(unit_arena(), sample_reader_config(), S(""), &f, &why), RC_BAD_INPUT);
	CHECK(why.text[0]);
}
