/* The words of mark lines by language, folded as utf8_fold does (no marks on letters, lower case).
 * Sources: the mail reference section 2, and the forms that Gmail, Outlook, Thunderbird, Apple Mail
 * and Yahoo write in each locale. */
#include "mail_mark.h"

const struct mark_label_word mark_labels[] = {
	{ "from", LABEL_FROM },          { "de la", LABEL_FROM },
	{ "expeditor", LABEL_FROM },     { "expeditorul", LABEL_FROM },
	{ "fra", LABEL_FROM },           { "fran", LABEL_FROM },
	{ "von", LABEL_FROM },           { "de", LABEL_FROM },
	{ "expediteur", LABEL_FROM },    { "da", LABEL_FROM },
	{ "mittente", LABEL_FROM },      { "remitente", LABEL_FROM },
	{ "remetente", LABEL_FROM },     { "van", LABEL_FROM },
	{ "od", LABEL_FROM },            { "nadawca", LABEL_FROM },
	{ "felado", LABEL_FROM },        { "lahettaja", LABEL_FROM },
	{ "saatja", LABEL_FROM },        { "gonderen", LABEL_FROM },
	{ "kimden", LABEL_FROM },        { "от", LABEL_FROM },
	{ "отправитель", LABEL_FROM },   { "від", LABEL_FROM },
	{ "от кого", LABEL_FROM },       { "发件人", LABEL_FROM },
	{ "寄件者", LABEL_FROM },        { "差出人", LABEL_FROM },
	{ "απο", LABEL_FROM },           { "salje", LABEL_FROM },
	{ "from address", LABEL_FROM },
	{ "to", LABEL_TO },              { "catre", LABEL_TO },
	{ "destinatar", LABEL_TO },      { "destinatarul", LABEL_TO },
	{ "destinatari", LABEL_TO },     { "til", LABEL_TO },
	{ "till", LABEL_TO },            { "an", LABEL_TO },
	{ "a", LABEL_TO },               { "pour", LABEL_TO },
	{ "destinataire", LABEL_TO },    { "para", LABEL_TO },
	{ "destinatario", LABEL_TO },    { "aan", LABEL_TO },
	{ "do", LABEL_TO },              { "komu", LABEL_TO },
	{ "pre", LABEL_TO },             { "cimzett", LABEL_TO },
	{ "vastaanottaja", LABEL_TO },   { "kime", LABEL_TO },
	{ "alıcı", LABEL_TO },           { "кому", LABEL_TO },
	{ "получатель", LABEL_TO },      { "收件人", LABEL_TO },
	{ "宛先", LABEL_TO },            { "προς", LABEL_TO },
	{ "adresat", LABEL_TO },         { "za", LABEL_TO },
	{ "date", LABEL_DATE },          { "sent", LABEL_DATE },
	{ "sent at", LABEL_DATE },       { "sent on", LABEL_DATE },
	{ "data", LABEL_DATE },          { "trimis", LABEL_DATE },
	{ "trimis la", LABEL_DATE },     { "data trimiterii", LABEL_DATE },
	{ "sendt", LABEL_DATE },         { "dato", LABEL_DATE },
	{ "skickat", LABEL_DATE },       { "datum", LABEL_DATE },
	{ "gesendet", LABEL_DATE },      { "envoye", LABEL_DATE },
	{ "envoye le", LABEL_DATE },     { "message du", LABEL_DATE },
	{ "date d'envoi", LABEL_DATE },  { "fecha", LABEL_DATE },
	{ "enviado", LABEL_DATE },       { "enviado el", LABEL_DATE },
	{ "enviado em", LABEL_DATE },    { "enviada", LABEL_DATE },
	{ "enviada em", LABEL_DATE },    { "inviato", LABEL_DATE },
	{ "verzonden", LABEL_DATE },     { "wysłano", LABEL_DATE },
	{ "odeslano", LABEL_DATE },      { "odoslane", LABEL_DATE },
	{ "elkuldve", LABEL_DATE },      { "paivamaara", LABEL_DATE },
	{ "lahetetty", LABEL_DATE },     { "kuupaev", LABEL_DATE },
	{ "tarih", LABEL_DATE },         { "gonderilen", LABEL_DATE },
	{ "gonderildi", LABEL_DATE },    { "дата", LABEL_DATE },
	{ "отправлено", LABEL_DATE },    { "відправлено", LABEL_DATE },
	{ "надіслано", LABEL_DATE },     { "发送时间", LABEL_DATE },
	{ "日期", LABEL_DATE },          { "送信日時", LABEL_DATE },
	{ "ημερομηνια", LABEL_DATE },    { "poslano", LABEL_DATE },
	{ "subject", LABEL_SUBJECT },    { "subiect", LABEL_SUBJECT },
	{ "subiectul", LABEL_SUBJECT },  { "emne", LABEL_SUBJECT },
	{ "amne", LABEL_SUBJECT },       { "betreff", LABEL_SUBJECT },
	{ "objet", LABEL_SUBJECT },      { "sujet", LABEL_SUBJECT },
	{ "asunto", LABEL_SUBJECT },     { "assunto", LABEL_SUBJECT },
	{ "oggetto", LABEL_SUBJECT },    { "onderwerp", LABEL_SUBJECT },
	{ "temat", LABEL_SUBJECT },      { "predmet", LABEL_SUBJECT },
	{ "targy", LABEL_SUBJECT },      { "aihe", LABEL_SUBJECT },
	{ "teema", LABEL_SUBJECT },      { "konu", LABEL_SUBJECT },
	{ "тема", LABEL_SUBJECT },       { "主题", LABEL_SUBJECT },
	{ "主旨", LABEL_SUBJECT },       { "件名", LABEL_SUBJECT },
	{ "θεμα", LABEL_SUBJECT },       { "naslov", LABEL_SUBJECT },
	{ "cc", LABEL_CC },              { "bcc", LABEL_CC },
	{ "kopi", LABEL_CC },            { "kopia", LABEL_CC },
	{ "kopie", LABEL_CC },           { "kopio", LABEL_CC },
	{ "copie", LABEL_CC },           { "copie a", LABEL_CC },
	{ "copia", LABEL_CC },           { "masolatot kap", LABEL_CC },
	{ "bilgi", LABEL_CC },           { "dw", LABEL_CC },
	{ "do wiadomosci", LABEL_CC },   { "копия", LABEL_CC },
	{ "копія", LABEL_CC },           { "抄送", LABEL_CC },
	{ "reply-to", LABEL_REPLY_TO },  { "raspundeti la", LABEL_REPLY_TO },
	{ "raspuns catre", LABEL_REPLY_TO }, { "antwort an", LABEL_REPLY_TO },
	{ "repondre a", LABEL_REPLY_TO },{ "svar til", LABEL_REPLY_TO },
};
const size_t mark_n_labels = ARRAY_LEN(mark_labels);

const char *const mark_verbs[] = {
	"a scris", "wrote", "skrev", "schrieb", "schreef", "geschreven", "a ecrit", "ecrivait",
	"ha scritto", "scrive", "escribio", "ha escrit", "escreveu", "napsal", "napsala", "napsal(a)",
	"napisał", "napisała", "napisał(a)", "napisal", "napisala", "napisao", "je napisao", "irta", "ezt irta",
	"kirjoitti", "kirjutas", "yazdı", "sunu yazdı", "написал", "написала", "написал(а)", "пишет",
	"писал", "пише", "написав", "написа", "εγραψε", "写道", "寫道", "のメール", "書きました",
	"작성", "va escriure", "skrifaði", "rašė", "rase", "rakstija", "menulis", "viết", "viet", "je napisal",
	"je oseba", "pisao", "schreibt",
	"כתב", "كتب", "نوشت", "เขียนว่า", "ने लिखा", NULL,
};
const char *const mark_before_name[] = {
	"uzytkownik", "użytkownik", "pouzivatel", "uzivatel", "пользователь", "користувач", "felhasznalo",
	"heeft", "hat", "den", "am", "um", "la", "at", "kl", "via", NULL,
};
const char *const mark_starters[] = {
	"on ", "at ", "in ", "in data de ", "pe ", "la ", "am ", "le ", "el ", "em ", "il ", "op ", "den ",
	"d. ", "dnia ", "w dniu ", "dne ", "dna ", "il giorno ", "a(z) ", "---- on ", "mon", "tue", "wed",
	"thu", "fri", "sat", "sun", "lun.", "mar.", "mie.", "joi", "vin.", "sam.", "sambata", "dum.",
	"luni", "marti", "miercuri", "vineri", "duminica", "man.", "tir.", "ons.", "tor.", "tors.",
	"fre.", "lør.", "lor.", "søn.", "son.", NULL,
};
const char *const mark_originals[] = {
	"original message", "mesaj original", "mesajul original", "mesajul initial", "oprindelig meddelelse",
	"oprindelig besked", "original meddelelse", "message d'origine", "message original",
	"ursprungliche nachricht", "original-nachricht", "originalnachricht", "original mail",
	"mensaje original", "messaggio originale", "messaggio original", "oorspronkelijk bericht",
	"ursprungligt meddelande", "originalmeddelande", "opprinnelig melding", "mensagem original",
	"wiadomosc oryginalna", "oryginalna wiadomosc", "puvodni zprava",
	"povodna sprava", "eredeti uzenet", "исходное сообщение", "оригинальное сообщение",
	"оригінальне повідомлення", "alkuperainen viesti", "ozgun mesaj", "orijinal ileti",
	"originalna poruka", "reply message", "原始邮件", "izvorno sporocilo", NULL,
};
const char *const mark_forwards[] = {
	"forwarded message", "forwarded by", "mesaj redirectionat", "mesajul redirectionat",
	"mesaj transmis", "mesaj inaintat", "mesaj redirijat", "videresendt", "vidarebefordrat", "weitergeleitet",
	"mensaje reenviado", "message transfere", "messaggio inoltrato", "doorgestuurd bericht",
	"mensagem encaminhada", "mensagem reencaminhada", "przekazana wiadomosc", "wiadomosc przekazana",
	"przesłana dalej", "preposlan", "tovabbitott", "пересылаемое", "пересланное", "переслане",
	"перенаправлене", "iletilen ileti", "iletilmis", "valitetty", "edasisaadetud", "proslijedena",
	"转发", NULL,
};
const char *const mark_forward_phrases[] = {
	"begin forwarded message", "incepe mesajul redirectionat", "inceputul mesajului redirectionat",
	"mesaj redirectionat", "start pa videresendt besked", "videresendt melding", "videresendt besked",
	"vidarebefordrat mejl", "inicio del mensaje reenviado", "inizio messaggio inoltrato",
	"inicio da mensagem encaminhada", "inicio da mensagem reencaminhada", "debut du message reexpedie",
	"debut du message transfere", "anfang der weitergeleiteten", "begin doorgestuurd bericht",
	"начало переадресованного", "початок переадресованого", "zaciatok preposlanej", "zacatek preposlane",
	"ileti baslangıcı", "valitetty viesti alkaa", "poczatek przekazanej", "начало пересланного", NULL,
};
const char *const mark_ours[] = {
	"raspundeti deasupra acestei linii", "reply above this line", "svar over denne linje", NULL,
};
/* Prefixes of device footers; "+" at the end: the next word must be in mark_apps. */
const char *const mark_footers[] = {
	"sent from ", "sent using ", "sent via +", "sent with +", "get outlook for", "trimis de pe ",
	"trimis din +", "trimis prin +", "trimis cu +", "obtineti outlook", "obtine outlook",
	"descarcati outlook", "sendt fra ", "hent outlook", "gesendet von ", "gesendet mit ",
	"von meinem ", "outlook fur ", "envoye de mon", "envoye depuis", "envoye a partir",
	"telechargez outlook", "inviato da ", "scarica outlook", "ottieni outlook", "enviado desde",
	"enviado do ", "enviado a partir", "obtener outlook", "obter o outlook", "verzonden vanuit",
	"verzonden met", "verstuurd vanaf", "outlook voor", "skickat fran", "hamta outlook",
	"wysłano z ", "wysłane z ", "pobierz", "odeslano z", "odoslane z", "отправлено с", "отправлено из",
	"надіслано з", "lahetetty ", "elkuldve az", "diese nachricht wurde von meinem",
	"iphone'umdan gonderildi", "sent by my", NULL,
};
const char *const mark_apps[] = {
	"outlook", "gmail", "yahoo", "yahoo!", "mail", "e-mail", "posta", "aplicatia", "windows", "samsung",
	"telefon", "telefonul", "iphone", "ipad", "android", "thunderbird", "protonmail", "proton",
	"bluemail", "blackberry", "huawei", "xiaomi", "mobil", "spark", "edison", "dispozitivul", NULL,
};
const char *const mark_months[] = {
	"jan", "ian", "feb", "mar", "apr", "may", "mai", "maj", "jun", "iun", "jul", "iul", "aug", "sep",
	"oct", "okt", "nov", "noi", "dec", "dez", "dic", "janv", "fevr", "avr", "juin", "juil", "aout",
	"ene", "abr", "ago", "gen", "mag", "giu", "lug", "set", "ott", "lis", "sty", "lut", "kwi", "cze",
	"lip", "sie", "wrz", "paz", "gru", NULL,
};
const char *const mark_reply_prefixes[] = {
	"re", "rasp", "raspuns", "ref", "sv", "aw", "antw", "antwort", "ynt", "odp", "res", "r",
	"отв", "отг", "回复", "va", NULL,
};
const char *const mark_forward_prefixes[] = {
	"fwd", "fw", "redir", "redir.", "tr", "wg", "enc", "vl", "i", "pd", "doorst", "vb", "vidarebefordrat",
	"videresend", "videresendt", "vs", "vs.", "rv", "trans", "transfert", "inoltra", "rv.", "ilt", "пересл", "转发",
	"tov", NULL,
};
