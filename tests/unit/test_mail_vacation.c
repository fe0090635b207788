/* Absence notes that no header gives away, and people who write about absence: who is answered? */
#include "mail_read.h"
#include "mail_vacation.h"
#include "span.h"
#include "unit.h"

#define AWAY_RO "Sunt în concediu până pe 5 mai. Pentru urgențe: birou@client.ro."
#define AWAY_EN "I am out of the office until 5 May. For urgent matters please contact Dana."
#define AWAY_DA "Jeg er på ferie og er tilbage den 5. maj."
#define AWAY_DE "Ich bin im Urlaub und ab dem 5. Mai wieder erreichbar."

static bool is_vacation(const char *subject, const char *text, bool answers)
{
	enum vacation by = mail_vacation_title(unit_arena(), span_of(subject), answers);

	return by == VACATION_SURE ||
	       (by == VACATION_IF_NOTE && mail_vacation_note(unit_arena(), span_of(text)));
}

TEST(absence_notes_are_no_answers)
{
	static const struct {
		const char *subject, *text;
		bool answers;
	} rows[] = {
		{ "Răspuns automat: Oferta 12", "", false },
		{ "Raspuns automat", "", false },
		{ "Absent: Re: Oferta 12", "", false },
		{ "În afara biroului", "", false },
		{ "În afara biroului până luni", AWAY_RO, false },
		{ "Mesaj de absență: Oferta", "", false },
		{ "Automatic reply: Your offer", "", false },
		{ "Re: Automatic reply: Your offer", "", false },
		{ "Auto: Oferta 12", "", false },
		{ "Autoreply", "", false },
		{ "Out of Office Re: Oferta", "", false },
		{ "Out of office until Monday", AWAY_EN, false },
		{ "[OOO] Oferta", "", false },
		{ "Automatisk svar: Tilbud", "", false },
		{ "Autosvar: Tilbud", "", false },
		{ "Fraværsbesked", "", false },
		{ "Automatische Antwort: Angebot", "", false },
		{ "Abwesenheitsnotiz: Angebot", "", false },
		{ "Réponse automatique : Offre", "", false },
		{ "Respuesta automática: Oferta", "", false },
		{ "Risposta automatica: Offerta", "", false },
		{ "Resposta automática: Oferta", "", false },
		{ "Automatisch antwoord: Offerte", "", false },
		{ "Odpowiedź automatyczna: Oferta", "", false },
		{ "Automatická odpověď: Nabídka", "", false },
		{ "Automatikus válasz: Ajánlat", "", false },
		{ "Automaattinen vastaus: Tarjous", "", false },
		{ "Automatiskt svar: Offert", "", false },
		{ "Автоответ: Оферта", "", false },
		{ "Otomatik yanıt: Teklif", "", false },
		{ "自動返信: 見積", "", false },
		/* The subject says nothing; it answers our mail and reads like a note. */
		{ "Re: Oferta 12", AWAY_RO, true },
		{ "Re: Oferta 12", AWAY_EN, true },
		{ "Sv: Tilbud 12", AWAY_DA, true },
		{ "AW: Angebot 12", AWAY_DE, true },
		{ "Re: Oferta 12",
		  "Bună ziua,\n\nAcesta este un răspuns automat. Am primit mesajul.", true },
		{ "Re: Oferta 12", "Je suis absente du bureau, de retour le 5 mai.", true },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s | %s", rows[i].subject, rows[i].text);
		CHECK(is_vacation(rows[i].subject, rows[i].text, rows[i].answers));
	}
}

TEST(people_who_write_of_absence_are_people)
{
	static const struct {
		const char *subject, *text;
		bool answers;
	} rows[] = {
		{ "Absent de la curs mâine", "Nu pot ajunge mâine, se poate recupera?", false },
		{ "Absent de la curs", "Voi fi în concediu, nu ajung.", false },
		{ "Absența mea de luni", "", false },
		{ "Automatic door offer", "Please send an offer for two doors.", false },
		{ "Automatic replyings in your software", "How do I set them?", false },
		{ "Automate pentru cafea", "Vreau o ofertă.", false },
		{ "Auto second hand", "Vreau o ofertă.", false },
		{ "Out of office supplies, need an offer", "Please send one for paper.", false },
		{ "Concediu: cât costă cazarea?", "", false },
		{ "Vacation packages", "Can you send me an offer?", false },
		{ "Întrebare despre concediu", "Câte zile de concediu am?", false },
		{ "Re: Oferta 12", "Sunt în concediu până luni, puteți amâna?", true },
		{ "Re: Oferta 12", "Accept. De luni sunt în concediu.", true },
		{ "Re: Oferta 12", "Da, accept.", true },
		{ "Ofertă", AWAY_RO, false }, /* answers nothing of ours: a person looks */
		{ "Comandă nouă", "Mesaj generat automat de site: nume Ana", false },
		{ "Automatisk port, tilbud?", "Hvad koster den?", false },
		{ "Automatische Türen", "Bitte um ein Angebot.", false },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s | %s", rows[i].subject, rows[i].text);
		CHECK(!is_vacation(rows[i].subject, rows[i].text, rows[i].answers));
	}
}

TEST(class_of_machines_and_people)
{
	static const struct {
		const char *mail;
		enum mail_class want;
	} rows[] = {
		{ "From: ana@client.ro\nSubject: Absent de la curs\n\nNu ajung.\n", MAIL_HUMAN },
		{ "From: ana@client.ro\nSubject: Re: Oferta\nIn-Reply-To: <a@firma.ro>\n\n" AWAY_RO
		  "\n",
		  MAIL_AUTO_REPLY },
		{ "From: ana@client.ro\nSubject: Re: Oferta\nAuto-Submitted: no\n\nAccept\n",
		  MAIL_HUMAN },
		{ "From: ana@client.ro\nSubject: unsubscribe\nX-Apple-Unsubscribe: true\n"
		  "Auto-Submitted: auto-replied\n\nx\n",
		  MAIL_FEEDBACK },
		{ "From: ana@client.ro\nSubject: x\nX-Auto-Response-Suppress: All\n\nVreau ofertă\n",
		  MAIL_HUMAN },
		{ "From: ana@client.ro\nSubject: [Automatyczna odpowiedź] test\nPrecedence: junk\n\nx\n",
		  MAIL_AUTO_REPLY },
		{ "Return-Path: <>\nFrom: ana@client.ro\nSubject: Thank you\nPrecedence: bulk\n\nx\n",
		  MAIL_AUTO_REPLY },
		{ "From: ana@client.ro\nSubject: Oferta lunii\nPrecedence: bulk\n\nx\n",
		  MAIL_LIST },
		{ "From: stiri@lista.ro\nSubject: Stiri\nList-Id: <stiri.lista.ro>\n\nx\n",
		  MAIL_LIST },
		{ "From: plic@firma.ro\nSubject: Oferta 12\nMessage-ID: <tok.1@firma.ro>\n\nOferta\n",
		  MAIL_AUTO_REPLY },
		{ "From: ana@client.ro\nSubject: Citit: Oferta 12\nContent-Type: multipart/report; "
		  "report-type=disposition-notification; boundary=x\n\n--x\n\nCitit\n--x--\n",
		  MAIL_MDN },
		{ "From: Postmaster Ana <ana@client.ro>\nSubject: Delivery of the goods\n\n"
		  "Please tell me the delivery date.\n",
		  MAIL_HUMAN },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		static struct span own[] = { S("plic@firma.ro") };
		struct reader_config cfg = { .own = { own, 1, 1 } };
		struct mail_fact f = { .class = MAIL_OTHER };
		struct span whole;

		UNIT_CASE("%s", rows[i].mail);
		CHECK_RC(mail_read(unit_arena(), &cfg, span_of(rows[i].mail), &f, &whole, NULL),
			 RC_OK);
		CHECK_INT(f.class, rows[i].want);
	}
}
