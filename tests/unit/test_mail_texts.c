/* What a person wrote in a mail: replies of Romanian clients above, below and between quotes; HTML;
 * charsets; forwards. The mails are ours, in the forms that the clients write. */
#include "charset.h"
#include "mail_forward.h"
#include "mail_header.h"
#include "mail_read.h"
#include "mail_reply.h"
#include "unit.h"

static struct span reply(const char *text)
{
	struct arena *a = unit_arena();
	struct mail_lines l = mail_lines_of(a, span_of(text));

	return mail_reply_text(a, &l);
}

static struct mail_fact read_mail(const char *raw)
{
	struct reader_config cfg = { .authserv_id = S("mx.firma.ro") };
	struct mail_fact f = { .class = MAIL_OTHER };
	struct span whole;

	CHECK_RC(mail_read(unit_arena(), &cfg, span_of(raw), &f, &whole, NULL), RC_OK);
	return f;
}

/* Every row answers "Accept"; the quoted "Nu accept" must never be seen. */
TEST(reply_romanian_clients)
{
	static const char *const mails[] = {
		/* Gmail, web */
		"Accept\n\nÎn lun., 21 iul. 2025 la 14:05, Firma SRL <oferte+abc@firma.ro> a scris:\n\n"
		"> Nu accept\n> altceva\n",
		/* Gmail wraps before the address */
		"Accept\n\nÎn vin., 3 noi. 2025 la 09:07, Firma de Cursuri SRL <\noferte+k3j5h2@firma.ro> a scris:\n\n"
		"> Nu accept\n",
		/* Gmail without diacritics, quote not marked */
		"Accept\n\nIn mar., 21 iul. 2025 la 14:05, Firma <x@firma.ro> a scris:\n\nNu accept\n",
		/* Gmail on a phone */
		"Accept\n\nmar., 7 mai 2024, 07:09 Firma SRL <oferte@firma.ro> a scris:\n\nNu accept\n",
		/* Apple Mail */
		"Accept\n\nPe 26 oct. 2021, la 14:25, Firma SRL <oferte@firma.ro> a scris:\n\nNu accept\n",
		"Accept\n\nTrimis de pe iPhone‑ul meu\n\n> Pe 26 oct. 2021, la 14:25, Firma <x@firma.ro> a scris:\n> \n"
		"> Nu accept\n",
		/* Thunderbird */
		"Accept\n\nPe 03.11.2021 15:51, Firma SRL a scris:\n> Nu accept\n",
		"Accept\n\nLa 03.11.2021 15:51, Firma SRL a scris:\nNu accept\n",
		/* Evolution */
		"Accept\n\nÎn data de Du, 07-08-2005 la 11:47 -0700, Firma a scris:\n> Nu accept\n",
		/* Yahoo */
		"Accept\n\n   În marți, 2 noiembrie 2021, 09:26:50 CET, Firma <x@firma.ro> a scris:\n \n Nu accept\n",
		/* Outlook, classic and new; with a bold header; with cedillas */
		"Accept\n\nDe la: Firma SRL <oferte@firma.ro>\nTrimis: luni, 21 iulie 2025 14:05\n"
		"Către: Ion Popescu <ion@client.ro>\nSubiect: Oferta 12\n\nNu accept\n",
		"Accept\n\n________________________________\nDe la: Firma SRL <oferte@firma.ro>\n"
		"Trimis: luni, 21 iulie 2025 14:05\nCatre: Ion Popescu\nSubiect: Oferta 12\n\nNu accept\n",
		"Accept\n\n*De la:* Firma <x@firma.ro>\n*Dată:* 21 iulie 2025\n*Către:* ion@client.ro\n*Cc:* a@b.ro\n"
		"*Subiect:* Oferta\n\nNu accept\n",
		"Accept\n\nDe la: Firma <x@firma.ro>\nDată: luni\nCătre: Ion\nSubiect: Ofertă\nNu accept\n",
		"Accept\r\n\r\n-----Mesaj original-----\r\nFrom: Firma\r\nSent: Monday\r\nTo: Ion\r\n\r\nNu accept\r\n",
		/* Outlook for phones */
		"Accept\n\nTrimis din Outlook pentru Android<https://aka.ms/AAb9ysg>\n________________________________\n"
		"From: Firma <x@firma.ro>\nSent: Monday, July 21, 2025 2:05:00 PM\nTo: Ion\nSubject: Oferta\n\nNu accept\n",
		"Accept\n\nObțineți Outlook pentru iOS<https://aka.ms/o0ukef>\n\nNu accept\n",
		"Accept\n\nFrom: x@firma.ro\nDate: Wed, 16 May 2012 00:15:02 -0600\n\nNu accept\n",
		/* Danish and English */
		"Accept\n\nDen man. 2. apr. 2012 kl. 18.26 skrev Firma <x@firma.ro>:\n\n> Nu accept\n",
		"Accept\n\nFra: Firma\nSendt: 2. april 2012\nTil: Ion\nEmne: Tilbud\n\nNu accept\n",
		"Accept\n\nOn Mon, Jul 21, 2025 at 2:05 PM Firma <x@firma.ro> wrote:\n\nNu accept\n",
		/* our own marker, with nothing else */
		"Accept\n\n-- Răspundeți deasupra acestei linii --\nNu accept\n",
		"Accept\n\n> Răspundeți deasupra acestei linii\n> Nu accept\n",
		/* below the quote */
		"Pe 03.11.2021 15:51, Firma SRL a scris:\n> Nu accept\n> 544,50 lei\n\nAccept\n",
		/* between quotes */
		"Pe 03.11.2021 15:51, Firma SRL a scris:\n> Sunteți de acord?\n\nAccept\n\n> Nu accept\n",
		/* languages that no table holds */
		"Accept\n\nQa 3 2024 14:30 Firma <x@firma.ro> zkrmpf:\n\nNu accept\n",
		"Accept\n\nQa 3/5/2024 14:30 Firma zkrmpf:\n> Nu accept\n",
		"Accept\n\n_______________\nQrom: Firma <x@firma.ro>\nZent: 3/5/2024\nQo: Ion\nZubj: x\n\nNu accept\n",
		"Accept\n\nTrimis de pe smartphone-ul meu Samsung Galaxy.\n\nNu accept\n",
		"Accept\n\nTrimis din Yahoo Mail pe Android\n\nNu accept\n",
		/* a notice below */
		"Accept\n\nAcest mesaj este confidențial și se adresează numai destinatarului. Dacă l-ați primit din "
		"eroare, vă rugăm să îl ștergeți și să nu accept\nați distribuirea lui.\n",
		/* signatures */
		"Accept\n\n-- \nIon Popescu\nDirector\nNu accept\n",
		"Accept\n\n--\nIon Popescu\n\nPe 03.11.2021 15:51, Firma a scris:\n> Nu accept\n",
		"Accept\n\n—\nIon Popescu\n",
	};

	for (size_t i = 0; i < ARRAY_LEN(mails); i++) {
		UNIT_CASE("%s", mails[i]);
		CHECK_SPAN(reply(mails[i]), "Accept");
	}
}

/* Words that look like marks and are the sender's. */
TEST(reply_keeps_own_words)
{
	static const char *const texts[] = {
		"Bună ziua,\n\nAș dori să mă înscriu la cursul de Excel avansat.\n\nCu stimă,\nIon Popescu\n0722 123 456",
		"Nume: Ion Popescu\nEmail: ion@client.ro\nCurs: Excel avansat\nMesaj: aș veni pe 3 mai 2026",
		"De la 1 mai lucrăm numai dimineața.\nData: 3 mai",
		"OFERTA\nCurs Excel 2 x 450 lei\nTransport 50 lei\n\nMulțumesc",
		"Trimis din greșeală mailul de ieri, îmi cer scuze.",
		"Pe 3 mai 2026 vin eu la sediu.",
		"Am vorbit cu Ion; a scris că vine pe 3 mai.",
		"Prețuri:\n---\nExcel 450\nWord 300\n---\nAvem de toate, de la A la Z.",
		"Pentru: Ion\nObservații: la 14:05",
		"From: Ion <ion@client.ro>\nSubject: Cerere\n\nMessage Body:\nvreau curs",
		"Invitație la interviu:\n\nData: miercuri 3 octombrie 2011\nOra: 7 : 00\nAdresa: str. Vulpii 3",
		"Cerere nouă de pe site\n-------------------\nNume: Ion\nEmail: ion@client.ro\nData: 3 mai 2026\nCurs: Excel",
		"Ne vedem pe 3 mai 2026 la 14:30:\n- la sediu\n- cu actele",
	};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		UNIT_CASE("%s", texts[i]);
		CHECK_SPAN(reply(texts[i]), texts[i]);
	}
}

TEST(reply_html_containers)
{
	static const struct {
		const char *html, *want;
	} rows[] = {
		{ "<div dir=ltr>Accept</div><br><div class=\"gmail_quote gmail_quote_container\"><div class=gmail_attr>"
		  "În lun. X a scris:<br></div><blockquote class=gmail_quote>Nu accept</blockquote></div>",
		  "Accept" },
		{ "<p class=MsoNormal>Accept</p><p class=MsoNormal>mulțumesc</p><div style='border:none;border-top:solid "
		  "#E1E1E1 1.0pt'><p class=MsoNormal><b>From:</b> X</p></div><p class=MsoNormal>Nu accept</p>",
		  "Accept\nmulțumesc" },
		{ "<div>Accept</div><div id=\"x_appendonsend\"></div><hr><div id=divRplyFwdMsg>De la: X</div>Nu accept",
		  "Accept" },
		{ "Accept<div class=\"moz-cite-prefix\">On 1 X wrote:</div><blockquote type=cite>Nu accept</blockquote>",
		  "Accept" },
		{ "<div>Accept</div><div id=ydp1yahoo_quoted_2 class=yahoo_quoted>Nu accept</div>",
		  "Accept" },
		{ "<body>Accept<div><br><blockquote type=\"cite\"><div>Pe 26 oct. 2021, la 14:25, X a scris:</div>"
		  "Nu accept</blockquote></div></body>",
		  "Accept" },
		/* written below the quote, inside Gmail's container */
		{ "<div class=gmail_quote><div>On Mon, Jul 21, 2025 X &lt;a@b.ro&gt; wrote:</div><blockquote "
		  "class=gmail_quote>Nu accept</blockquote><div>Accept</div></div>",
		  "Accept" },
		/* Mail.ru, Yandex, Zimbra */
		{ "<div>Accept</div><div>Чт, 26 июн 2014, 14:00 +04:00 от X &lt;a@b.ru&gt;:<br><blockquote "
		  "style=\"border-left:1px solid #0857A6; margin:10px\">Nu accept</blockquote></div>",
		  "Accept" },
		{ "<div>Accept</div><div>26.06.2014, 14:41, \"X\" &lt;a@b.ru&gt;:</div><blockquote type=cite>Nu accept"
		  "</blockquote>",
		  "Accept" },
		{ "<div>Accept<hr id=zwchr><b>De la: </b>X<br>Nu accept</div>", "Accept" },
		{ "<blockquote style='margin:0 0 0 40px;border:none'>Accept</blockquote>",
		  "Accept" },
		/* hidden words */
		{ "<p>Da<span style=\"display:none\">Nu accept</span></p>", "Da" },
		{ "<p>Da<span style=\"font-size:0px\">Nu</span><font color=#ffffff>Nu</font></p>",
		  "Da" },
		{ "<p>Da</p><div style='color:white;background:#ffffff'>Nu</div><p hidden>Nu</p>",
		  "Da" },
		{ "<p>Da</p><div style='mso-hide:all;visibility: hidden'>Nu</div><!-- Nu --><script>Nu</script>",
		  "Da" },
		{ "<p style='color:#fff;background-color:#0066cc'>Da</p>", "Da" },
		{ "<table><tr><td>Sum&#259;:</td><td>450 lei</td></tr><tr><td>Client</td><td>Ion&nbsp;P</td></tr></table>",
		  "Sumă: 450 lei\nClient Ion P" },
		{ "<ul><li>unu<li>doi</ul>trei<br>patru<br><br>cinci",
		  "- unu\n- doi\ntrei\npatru\n\ncinci" },
		{ "", "" },
		{ "<", "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct mail_lines l = { .at = NULL };

		UNIT_CASE("%s", rows[i].html);
		mail_html_lines(unit_arena(), span_of(rows[i].html), &l);
		CHECK_SPAN(mail_reply_text(unit_arena(), &l), rows[i].want);
	}
}

TEST(text_part_is_chosen)
{
	struct mail_fact f = read_mail(
		"From: a@b.ro\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
		"Content-Type: multipart/alternative; boundary=y\n\n--y\nContent-Type: text/plain\n\n"
		"Please view this message in HTML format\n--y\nContent-Type: text/html\n\n<p>Accept</p>\n--y--\n"
		"--x\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\nQUJD\n--x\n"
		"Content-Type: text/plain\n\nMulțumesc\n--x\nContent-Type: text/plain\n"
		"Content-Disposition: attachment; filename=nota.txt\n\nNu accept\n--x--\n");

	CHECK_SPAN(f.text, "Accept\n\nMulțumesc");
	CHECK_INT(f.attachments.n, 2);
	if (f.attachments.n == 2) {
		CHECK_SPAN(f.attachments.at[0].name, "a.pdf");
		CHECK_SPAN(f.attachments.at[0].type, "application/pdf");
		CHECK_INT(f.attachments.at[0].size, 3);
		CHECK_SPAN(f.attachments.at[1].name, "nota.txt");
	}
}

/* The plain form alone would leak: its marks are in no language that we know. */
TEST(text_html_is_witness)
{
	struct mail_fact f = read_mail(
		"From: a@b.ro\nContent-Type: multipart/alternative; boundary=y\n\n--y\nContent-Type: text/plain\n\n"
		"Accept\n\nZkrmpf qwert\n\nNu accept oferta\ndomnului\nIon\npentru curs\n--y\n"
		"Content-Type: text/html\n\n<div>Accept</div><div class=gmail_quote><div class=gmail_attr>Zkrmpf qwert</div>"
		"<blockquote class=gmail_quote>Nu accept oferta domnului Ion pentru curs</blockquote></div>\n--y--\n");

	CHECK(!span_has(f.text, S("Nu accept")));
	CHECK(!span_has(f.text, S("pentru")));
	CHECK(span_starts(f.text, S("Accept")));
}

TEST(text_flowed)
{
	struct mail_fact f =
		read_mail("From: a@b.ro\nContent-Type: text/plain; format=flowed; delsp=no\n\n"
			  "Accept oferta \nde ieri.\n> Nu \n> accept\n nou\n-- \nIon\n");

	CHECK_SPAN(f.text, "Accept oferta de ieri.\nnou");
	f = read_mail(
		"From: a@b.ro\nContent-Type: text/plain; format=flowed; delsp=yes\n\nAcc \nept\n");
	CHECK_SPAN(f.text, "Accept");
}

TEST(charset_rules)
{
	static const struct {
		const char *label, *in, *want;
	} rows[] = {
		{ "utf-8", "ți-am scris", "ți-am scris" },
		{ "UTF-8", "\xFEi-am scris", "ţi-am scris" }, /* declared UTF-8, is windows-1250 */
		{ "windows-1250", "\xBAi \xFEie \xE3", "şi ţie ă" },
		{ "iso-8859-2", "\xBA \xFE", "ş ţ" },
		{ "ISO-8859-16", "\xBA\xFE", "șț" },
		{ "iso-8859-1", "caf\xE9 na\xEFve", "café naïve" },
		{ "iso-8859-1", "a\xBA vrea sã mã-nscriu, mul\xFEumesc",
		  "aş vrea sã mã-nscriu, mulţumesc" },
		{ "iso-8859-1", "S\xE3o Paulo, n\xE3o", "São Paulo, não" },
		{ "iso-8859-1", "\xC8\x99i", "și" }, /* UTF-8 under a wrong name */
		{ "us-ascii",
		  "\x93"
		  "da\x94",
		  "“da”" },
		{ "x-klingon", "da", "da" },
		{ "", "da", "da" },
		{ "iso-2022-jp", "\x1B$B$3\x1B(B", "こ" },
		{ "utf-16le", "d\0a\0", "da" },
	};
	struct charset_warm w;

	charset_warm(&w);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct span in = span_of(rows[i].in);

		if (strcmp(rows[i].label, "utf-16le") == 0)
			in = (struct span){ "d\0a\0", 4 };
		/* The row with mixed bytes: a-tilde written in UTF-8 would hide the mislabelling. */
		if (i == 6)
			continue;
		UNIT_CASE("%s %s", rows[i].label, rows[i].want);
		CHECK_SPAN(charset_utf8(unit_arena(), span_of(rows[i].label), in), rows[i].want);
	}
	CHECK_SPAN(charset_utf8(unit_arena(), S("iso-8859-1"),
				S("vreau s\xE3 m\xE3 \xEEnscriu \xBAi pl\xE3tesc")),
		   "vreau să mă înscriu şi plătesc");
	charset_warm_drop(&w);
}

TEST(text_is_comma_below)
{
	struct mail_fact f =
		read_mail("From: a@b.ro\nSubject: =?iso-8859-2?Q?Ofert=E3_=BAi_pre=FE?=\n"
			  "Content-Type: text/plain; charset=windows-1250\n"
			  "Content-Transfer-Encoding: quoted-printable\n\n=AA=DE =BA=FE=\n\n");

	CHECK_SPAN(f.text, "ȘȚ șț");
	CHECK_SPAN(f.subject, "Ofertă și preț");
}

TEST(forward_blocks)
{
	static const struct {
		const char *subject, *text, *from, *name, *orig, *own;
	} rows[] = {
		{ "Fwd: Cerere",
		  "De tratat\n\n---------- Forwarded message ---------\nDe la: Ion Popescu <ion@client.ro>\n"
		  "Date: lun., 21 iul. 2025 la 14:05\nSubject: Cerere\nTo: <office@firma.ro>\n\n\nBună, vreau curs.\n\n"
		  "> vechi\n",
		  "ion@client.ro", "Ion Popescu", "Bună, vreau curs.", "De tratat" },
		{ "",
		  "---------- Mesaj redirecționat ---------\nDe la: ion@client.ro\nDată: luni\nSubiect: X\nCătre: f\n\n"
		  "vreau curs",
		  "ion@client.ro", "", "vreau curs", "" },
		{ "",
		  "   ----- Mesaj redirecționat ----- De la: Ion P <ion@Client.RO>Către: \"f@firma.ro\" <f@firma.ro>"
		  "Trimis: marți, 2 noiembrie 2021, 09:26:50 CETSubiect: Cerere curs\n vreau curs",
		  "ion@client.ro", "Ion P", "vreau curs", "" },
		{ "",
		  "Vezi mai jos\n\n-------- Mesaj redirecționat --------\nSubiect: \tX\nDată: \tWed, 3 Nov 2021\n"
		  "de la: \tIon <ion@client.ro>\nCătre: \tf@firma.ro\n\n\nvreau curs\n",
		  "ion@client.ro", "Ion", "vreau curs", "Vezi mai jos" },
		{ "",
		  "> Începe mesajul redirecționat:\n>\n> Expeditorul: Ion <ion@client.ro>\n> Subiectul: X\n"
		  "> Dată: 26 oct\n> Destinatarul: f@firma.ro\n>\n> vreau curs\n",
		  "ion@client.ro", "Ion", "vreau curs", "" },
		{ "FW: Cerere",
		  "OFERTA\nExcel 450 lei\n\nDe la: Ion <ion@client.ro>\nTrimis: luni\nCătre: f\nSubiect: X\n\n"
		  "vreau curs",
		  "ion@client.ro", "Ion", "vreau curs", "OFERTA\nExcel 450 lei" },
		{ "FW: X", "Den 28/10/2021 12:46 skrev \"Ion P\" <ion@client.ro>:\n    vreau curs",
		  "ion@client.ro", "Ion P", "vreau curs", "" },
		/* replies are no forwards */
		{ "RE: Cerere",
		  "da\n\nDe la: Ion <ion@client.ro>\nTrimis: luni\nCătre: f\nSubiect: X\n\nx", "",
		  "", "", "da" },
		{ "Re: X",
		  "da\n\nOn Mon, 3 May 2024 X <a@b.ro> wrote:\n> ---------- Forwarded message ---------\n"
		  "> From: Ion <ion@client.ro>\n> Date: x\n> Subject: y\n",
		  "", "", "", "da" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *a = unit_arena();
		struct mail_lines l = mail_lines_of(a, span_of(rows[i].text));
		struct forward f = { .present = false };

		UNIT_CASE("%s", rows[i].text);
		mail_forward_inline(a, &l, span_of(rows[i].subject), &f);
		CHECK(f.present == (rows[i].from[0] != '\0'));
		CHECK_SPAN(f.from, rows[i].from);
		CHECK_SPAN(f.from_name, rows[i].name);
		CHECK_SPAN(f.text, rows[i].orig);
		CHECK_SPAN(mail_reply_text(a, &l), rows[i].own);
	}
}

TEST(forward_attached)
{
	struct mail_fact f = read_mail(
		"From: sef@firma.ro\nSubject: vezi\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nDe tratat\n"
		"--x\nContent-Type: message/rfc822\n\nFrom: =?utf-8?Q?Ion_=C8=9A?= <ion@client.ro>\nSubject: Cerere\n"
		"Date: Mon, 3 May 2021 10:00:00 +0300\nContent-Type: text/html\n\n<p>vreau curs</p>\n--x--\n");

	CHECK(f.forward.present);
	CHECK_SPAN(f.forward.from, "ion@client.ro");
	CHECK_SPAN(f.forward.from_name, "Ion Ț");
	CHECK_SPAN(f.forward.subject, "Cerere");
	CHECK_SPAN(f.forward.text, "vreau curs");
	CHECK_SPAN(f.text, "De tratat");
	CHECK_INT(f.attachments.n, 1);
}

/* Roundcube writes a <p> for each line, and a blank line into the plain form for each: orders stay one
 * block. What was typed blank, and what is prose, stays apart. */
TEST(text_paragraphs_of_orders_are_one_block)
{
	static const char html[] =
		"Content-Type: text/html; charset=UTF-8\n\n<html><body><p>INCASAT FCT-0012 544,50 lei</p>"
		"<p>NOTA 1042 platit la casa</p><p><br></p><p>MESAJ</p><p>Buna ziua, ne vedem joi.</p>"
		"<p>Cu drag</p></body></html>\n";
	static const char both[] =
		"From: a@b.ro\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n"
		"--b\nContent-Type: text/plain\n\nINCASAT FCT-0012 544,50 lei, platit la casa de\n"
		"domnul Ion\n\nNOTA 1042 x\n\n\nSTOP 7\n--b\n"
		"Content-Type: text/html\n\n<p>INCASAT FCT-0012 544,50 lei, platit la casa de domnul Ion</p>"
		"<p>NOTA 1042 x</p><p>&nbsp;</p><p>STOP 7</p>\n--b--\n";

	CHECK_SPAN(read_mail(arena_fmt(unit_arena(), "From: a@b.ro\n%s", html).ptr).text,
		   "INCASAT FCT-0012 544,50 lei\nNOTA 1042 platit la casa\n\n\nMESAJ\n\n"
		   "Buna ziua, ne vedem joi.\n\nCu drag");
	CHECK_SPAN(
		read_mail(both).text,
		"INCASAT FCT-0012 544,50 lei, platit la casa de\ndomnul Ion\nNOTA 1042 x\n\n\nSTOP 7");
	CHECK_SPAN(reply("DA\n\nNU"), "DA\n\nNU");
}
