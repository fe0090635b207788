/* Out of office without headers (mail_vacation.h): what clients and servers put into the subject, in the
 * languages they speak, and what people write into their absence notes. Mail reference section 3. */
#include "mail_vacation.h"
#include "span.h"
#include "span_list.h"
#include "utf8.h"

enum { MAX_NOTE = 1500, MAX_PREFIXES = 4 };

/* Folded. A machine's title: nothing but a mark, a "Re:" or the end follows it. */
static const char *const titles[] = {
	"raspuns automat",
	"mesaj automat",
	"mesaj de absenta",
	"notificare de absenta",
	"automatic reply",
	"automatic response",
	"auto reply",
	"auto-reply",
	"autoreply",
	"auto response",
	"auto-response",
	"autoresponse",
	"autoresponder",
	"auto",
	"out of office",
	"out-of-office",
	"ooo",
	"out of the office",
	"away from my mail",
	"vacation reply",
	"vacation",
	"vacation notice",
	"absent",
	"in afara biroului",
	"automatisk svar",
	"autosvar",
	"fraværsbesked",
	"fravaersbesked",
	"fraværsmeddelelse",
	"fravaersmeddelelse",
	"ikke til stede",
	"automatiskt svar",
	"autosvar",
	"franvaromeddelande",
	"automatisk svar fra",
	"fravaermelding",
	"automatische antwort",
	"automatische rueckantwort",
	"abwesenheitsnotiz",
	"abwesenheitsmeldung",
	"abwesenheit",
	"abwesenheitsassistent",
	"nicht im buro",
	"nicht im buero",
	"reponse automatique",
	"message d'absence",
	"absence du bureau",
	"absent du bureau",
	"respuesta automatica",
	"fuera de la oficina",
	"fuera de oficina",
	"risposta automatica",
	"fuori ufficio",
	"fuori sede",
	"resposta automatica",
	"ausencia temporaria",
	"automatisch antwoord",
	"afwezigheidsbericht",
	"afwezig",
	"odpowiedz automatyczna",
	"autoodpowiedz",
	"automatyczna odpowiedz",
	"poza biurem",
	"automaticka odpoved",
	"automaticka odpoveď",
	"nepritomnost",
	"automatikus valasz",
	"hazon kivul",
	"automaattinen vastaus",
	"automaattivastaus",
	"poissa",
	"автоматический ответ",
	"автоответ",
	"автоматична відповідь",
	"автоматичен отговор",
	"αυτοματη απαντηση",
	"otomatik yanit",
	"otomatik yanıt",
	"automatski odgovor",
	"samodejni odgovor",
	"automatine zinute",
	"自動返信",
	"自動応答",
	"自动回复",
	"自動回覆",
	"자동 회신",
	NULL,
};
/* Sentences of an absence note ... */
static const char *const absences[] = {
	"sunt in concediu",
	"suntem in concediu",
	"voi fi in concediu",
	"ma aflu in concediu",
	"sunt plecat",
	"nu sunt la birou",
	"in afara biroului",
	"nu sunt disponibil",
	"acces limitat la e-mail",
	"acces limitat la email",
	"sunt in delegatie",
	"out of the office",
	"out of office",
	"on vacation",
	"on annual leave",
	"on holiday",
	"on leave",
	"away from the office",
	"limited access to e-mail",
	"limited access to email",
	"limited access to my email",
	"on maternity leave",
	"on parental leave",
	"jeg er pa ferie",
	"jeg holder ferie",
	"jeg har ferie",
	"ikke pa kontoret",
	"holder fri",
	"jeg er pa barsel",
	"ich bin im urlaub",
	"befinde mich im urlaub",
	"nicht im buro",
	"nicht im buero",
	"nicht im haus",
	"bin ich nicht erreichbar",
	"bin derzeit nicht",
	"ausser haus",
	"in elternzeit",
	"je suis absent",
	"je suis en conge",
	"je suis en vacances",
	"absente du bureau",
	"absent du bureau",
	"estoy de vacaciones",
	"estare fuera",
	"fuera de la oficina",
	"sono in ferie",
	"saro fuori",
	"fuori ufficio",
	"estou de ferias",
	"ausente do escritorio",
	"ben ik afwezig",
	"niet aanwezig",
	"op vakantie",
	"jestem na urlopie",
	"poza biurem",
	"szabadsagon",
	"pa semester",
	"inte pa kontoret",
	"lomalla",
	"dovolene",
	NULL,
};
/* ... and the other half of one: when somebody is back, or whom to turn to. */
static const char *const returns[] = {
	"ma intorc",
	"revin la birou",
	"revin in",
	"revin pe",
	"voi reveni",
	"voi raspunde",
	"pentru urgente",
	"in cazuri urgente",
	"pentru situatii urgente",
	"in lipsa mea",
	"in absenta mea",
	"in perioada",
	"will be back",
	"i return",
	"i'll be back",
	"upon my return",
	"on my return",
	"when i return",
	"when i get back",
	"for urgent",
	"if urgent",
	"in urgent",
	"in my absence",
	"please contact",
	"returning",
	"will respond",
	"will reply",
	"until",
	"er tilbage",
	"tilbage igen",
	"vender tilbage",
	"i mit fravær",
	"i mit fravaer",
	"haster det",
	"kontakt venligst",
	"bin ich wieder",
	"wieder erreichbar",
	"wieder da",
	"in dringenden",
	"wenden sie sich",
	"ab dem",
	"bis zum",
	"de retour",
	"a mon retour",
	"en cas d'urgence",
	"en mi ausencia",
	"a mi regreso",
	"regresare",
	"volvere",
	"al mio rientro",
	"rientrero",
	"per urgenze",
	"no meu regresso",
	"regresso",
	"em caso de urgencia",
	"bij dringende",
	"terug op",
	"wracam",
	"w pilnych",
	"tillbaka",
	"palaan",
	NULL,
};
/* A program's own words about itself. A form or a shop writes them too, and is read: they count only in what
 * answers a mail. */
static const char *const robots[] = {
	"acesta este un raspuns automat",
	"acesta este un mesaj automat",
	"acest mesaj a fost generat automat",
	"va rugam sa nu raspundeti la acest",
	"mesaj generat automat",
	"this is an automatic reply",
	"this is an automated reply",
	"this is an automated response",
	"this is an auto-generated",
	"this is an automatically generated",
	"this is an automated message",
	"do not reply to this e-mail",
	"do not reply to this email",
	"do not reply to this message",
	"dette er et automatisk svar",
	"dette er en automatisk",
	"denne mail kan ikke besvares",
	"dies ist eine automatische antwort",
	"dies ist eine automatisch",
	"diese e-mail wurde automatisch",
	"ceci est une reponse automatique",
	"ceci est un message automatique",
	"esta es una respuesta automatica",
	"questa e una risposta automatica",
	"esta e uma resposta automatica",
	"dit is een automatisch",
	"to jest automatyczna",
	"det har ar ett automatiskt",
	NULL,
};

/* "Re: ", "Fw: " and their like before the words. */
static struct span skip_prefixes(struct span s)
{
	for (int i = 0; i < MAX_PREFIXES; i++) {
		size_t colon = span_find_char(s, ':', 0);

		if (colon == SIZE_MAX || colon < 2 || colon > 4 ||
		    !(span_starts(s, S("re")) || span_starts(s, S("fw")) ||
		      span_starts(s, S("sv")) || span_starts(s, S("aw")) ||
		      span_starts(s, S("vs"))))
			break;
		s = span_trim(span_from(s, colon + 1));
	}
	return span_starts(s, S("[")) ? span_from(s, 1) : s;
}

static bool is_letter(char c)
{
	return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

enum vacation mail_vacation_title(struct arena *a, struct span subject, bool answers)
{
	struct span s = skip_prefixes(span_trim(utf8_fold(a, utf8_cut(subject, 300))));
	enum vacation best = answers ? VACATION_IF_NOTE : VACATION_NO;

	for (const char *const *title = titles; *title; title++) {
		struct span one, after;

		if (!s.len || (*title)[0] != s.ptr[0])
			continue;
		one = span_of(*title);
		after = span_from(s, one.len);
		if (!span_starts(s, one) || (after.len && is_letter(after.ptr[0])))
			continue;
		after = span_trim(after);
		if (after.len == 0 || !is_letter(after.ptr[0]) || span_starts(after, S("re:")))
			return VACATION_SURE;
		best = VACATION_IF_NOTE;
	}
	return best;
}

/* A note says that somebody is away, and asks nothing. */
static bool is_absence_note(const struct hay *h)
{
	return h->text.len < MAX_NOTE && hay_has_any(h, absences) &&
	       span_find_char(h->text, '?', 0) == SIZE_MAX && hay_has_any(h, returns);
}

bool mail_vacation_note(struct arena *a, struct span text)
{
	struct hay h;

	hay_of(&h, utf8_fold(a, utf8_cut(text, MAX_NOTE + 200)));
	return is_absence_note(&h) || hay_has_any(&h, robots);
}
