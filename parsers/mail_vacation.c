/* Out of office without headers (mail_vacation.h): what clients and servers put into the subject, in the
 * languages they speak, and what people write into their absence notes. Mail reference section 3. */
#include "mail_vacation.h"
#include "span.h"
#include "utf8.h"

enum { MAX_NOTE = 1500, MAX_PREFIXES = 4 };

/* Folded; between "|". A machine's title: nothing but a mark, a "Re:" or the end follows it. */
static const char titles[] =
	"raspuns automat|mesaj automat|mesaj de absenta|notificare de absenta|"
	"automatic reply|automatic response|auto reply|auto-reply|autoreply|auto response|auto-response|"
	"autoresponse|autoresponder|auto|out of office|out-of-office|ooo|out of the office|"
	"away from my mail|vacation reply|vacation|vacation notice|absent|in afara biroului|"
	"automatisk svar|autosvar|fraværsbesked|fravaersbesked|fraværsmeddelelse|fravaersmeddelelse|ikke til stede|"
	"automatiskt svar|autosvar|franvaromeddelande|automatisk svar fra|fravaermelding|"
	"automatische antwort|automatische rueckantwort|abwesenheitsnotiz|abwesenheitsmeldung|abwesenheit|"
	"abwesenheitsassistent|nicht im buro|nicht im buero|"
	"reponse automatique|message d'absence|absence du bureau|absent du bureau|"
	"respuesta automatica|fuera de la oficina|fuera de oficina|"
	"risposta automatica|fuori ufficio|fuori sede|"
	"resposta automatica|ausencia temporaria|"
	"automatisch antwoord|afwezigheidsbericht|afwezig|"
	"odpowiedz automatyczna|autoodpowiedz|automatyczna odpowiedz|poza biurem|"
	"automaticka odpoved|automaticka odpoveď|nepritomnost|"
	"automatikus valasz|hazon kivul|"
	"automaattinen vastaus|automaattivastaus|poissa|"
	"автоматический ответ|автоответ|автоматична відповідь|автоматичен отговор|"
	"αυτοματη απαντηση|otomatik yanit|otomatik yanıt|automatski odgovor|samodejni odgovor|"
	"automatine zinute|自動返信|自動応答|自动回复|自動回覆|자동 회신";
/* Sentences of an absence note ... */
static const char absences[] =
	"sunt in concediu|suntem in concediu|voi fi in concediu|ma aflu in concediu|sunt plecat|"
	"nu sunt la birou|in afara biroului|nu sunt disponibil|acces limitat la e-mail|"
	"acces limitat la email|sunt in delegatie|"
	"out of the office|out of office|on vacation|on annual leave|on holiday|on leave|"
	"away from the office|limited access to e-mail|limited access to email|limited access to my email|"
	"on maternity leave|on parental leave|"
	"jeg er pa ferie|jeg holder ferie|jeg har ferie|ikke pa kontoret|holder fri|jeg er pa barsel|"
	"ich bin im urlaub|befinde mich im urlaub|nicht im buro|nicht im buero|nicht im haus|"
	"bin ich nicht erreichbar|bin derzeit nicht|ausser haus|in elternzeit|"
	"je suis absent|je suis en conge|je suis en vacances|absente du bureau|absent du bureau|"
	"estoy de vacaciones|estare fuera|fuera de la oficina|sono in ferie|saro fuori|fuori ufficio|"
	"estou de ferias|ausente do escritorio|ben ik afwezig|niet aanwezig|op vakantie|"
	"jestem na urlopie|poza biurem|szabadsagon|pa semester|inte pa kontoret|lomalla|dovolene";
/* ... and the other half of one: when somebody is back, or whom to turn to. */
static const char returns[] =
	"ma intorc|revin la birou|revin in|revin pe|voi reveni|voi raspunde|pentru urgente|"
	"in cazuri urgente|pentru situatii urgente|in lipsa mea|in absenta mea|in perioada|"
	"will be back|i return|i'll be back|upon my return|on my return|when i return|when i get back|"
	"for urgent|if urgent|in urgent|in my absence|please contact|returning|will respond|will reply|until|"
	"er tilbage|tilbage igen|vender tilbage|i mit fravær|i mit fravaer|haster det|kontakt venligst|"
	"bin ich wieder|wieder erreichbar|wieder da|in dringenden|wenden sie sich|ab dem|bis zum|"
	"de retour|a mon retour|en cas d'urgence|en mi ausencia|a mi regreso|regresare|volvere|"
	"al mio rientro|rientrero|per urgenze|no meu regresso|regresso|em caso de urgencia|"
	"bij dringende|terug op|wracam|w pilnych|tillbaka|palaan";
/* A program's own words about itself. A form or a shop writes them too, and is read: they count only in what
 * answers a mail. */
static const char robots[] =
	"acesta este un raspuns automat|acesta este un mesaj automat|acest mesaj a fost generat automat|"
	"va rugam sa nu raspundeti la acest|mesaj generat automat|"
	"this is an automatic reply|this is an automated reply|this is an automated response|"
	"this is an auto-generated|this is an automatically generated|this is an automated message|"
	"do not reply to this e-mail|do not reply to this email|do not reply to this message|"
	"dette er et automatisk svar|dette er en automatisk|denne mail kan ikke besvares|"
	"dies ist eine automatische antwort|dies ist eine automatisch|diese e-mail wurde automatisch|"
	"ceci est une reponse automatique|ceci est un message automatique|"
	"esta es una respuesta automatica|questa e una risposta automatica|"
	"esta e uma resposta automatica|dit is een automatisch|to jest automatyczna|"
	"det har ar ett automatiskt";
static bool has_any(struct span s, const char *list)
{
	struct span rest = span_of(list), one;

	while (span_next_part(&rest, '|', &one)) {
		if (span_has(s, one))
			return true;
	}
	return false;
}

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

/* 2: a title stands alone; 1: it begins the subject, but words follow ("Out of office until Monday"). */
static int title_of(struct span subject)
{
	struct span rest = span_of(titles), one;
	int best = 0;

	while (span_next_part(&rest, '|', &one)) {
		struct span after = span_from(subject, one.len);

		if (!span_starts(subject, one) || (after.len && is_letter(after.ptr[0])))
			continue;
		after = span_trim(after);
		if (after.len == 0 || !is_letter(after.ptr[0]) || span_starts(after, S("re:")))
			return 2;
		best = 1;
	}
	return best;
}

/* A note says that somebody is away, and asks nothing. */
static bool is_absence_note(struct span text)
{
	return text.len < MAX_NOTE && has_any(text, absences) &&
	       span_find_char(text, '?', 0) == SIZE_MAX;
}

bool mail_is_vacation(struct arena *a, struct span subject, struct span text, bool answers)
{
	struct span s = skip_prefixes(span_trim(utf8_fold(a, utf8_cut(subject, 300))));
	struct span t = utf8_fold(a, utf8_cut(text, MAX_NOTE + 200));
	int title = title_of(s);
	bool is_note = (is_absence_note(t) && has_any(t, returns)) || has_any(t, robots);

	return title == 2 || (title == 1 && is_note) || (answers && is_note);
}
