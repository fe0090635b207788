/* Footers of devices and programs: "Sent from my iPhone", "Get Outlook for Android". */
#include "buf.h"
#include "mail_mark.h"
#include "span.h"
#include "span_list.h"
#include "utf8.h"

/* Folded. "+" at the end: the next word must be in apps. */
static const char *const prefixes[] = {
	"sent from ",
	"sent using ",
	"sent via +",
	"sent with +",
	"get outlook for +",
	"telecharger outlook",
	"obtenir outlook",
	"fa outlook",
	"holen sie sich outlook",
	"hanki outlook",
	"stahnete si outlook",
	"скачаите outlook",
	"завантажте outlook",
	"az outlook beszerzese",
	"android icin outlook",
	"ios icin outlook",
	"đa gui tu ",
	"yahoo mail: search",
	"securely sent with",
	"descarca outlook",
	"stiahnite si outlook",
	"sent with tuta",
	"trimis de pe ",
	"trimis de la +",
	"trimis din +",
	"trimis prin +",
	"trimis cu +",
	"obtineti outlook",
	"obtine outlook",
	"descarcati outlook",
	"sendt fra ",
	"hent outlook",
	"gesendet von ",
	"gesendet mit ",
	"von meinem ",
	"outlook fur ",
	"envoye de mon",
	"envoye depuis",
	"envoye a partir",
	"telechargez outlook",
	"inviato da ",
	"scarica outlook",
	"ottieni outlook",
	"enviado desde",
	"enviado do ",
	"enviado a partir",
	"obtener outlook",
	"obter o outlook",
	"verzonden vanuit",
	"verzonden met",
	"verstuurd vanaf",
	"outlook voor",
	"skickat fran",
	"hamta outlook",
	"wysłano z ",
	"wysłane z ",
	"pobierz",
	"odeslano z",
	"odoslane z",
	"отправлено с",
	"отправлено из",
	"надіслано з",
	"lahetetty ",
	"elkuldve az",
	"diese nachricht wurde von meinem",
	"iphone'umdan gonderildi",
	"sent by my",
	NULL,
};

static const char *const apps[] = {
	"outlook",    "gmail",     "yahoo",    "yahoo!",       "mail",    "e-mail",
	"posta",      "aplicatia", "windows",  "samsung",      "telefon", "telefonul",
	"iphone",     "ipad",      "android",  "ios",          "mac",     "thunderbird",
	"protonmail", "proton",    "bluemail", "blackberry",   "huawei",  "xiaomi",
	"mobil",      "spark",     "edison",   "dispozitivul", NULL,
};

/* Names that only such lines bring together with a word of sending, in any language. */
static const char *const devices[] = {
	"iphone",     "ipad",        "android",     "outlook",    "blackberry", "samsung",
	"galaxy",     "huawei",      "xiaomi",      "redmi",      "nokia",      "windows phone",
	"smartphone", "thunderbird", "proton mail", "protonmail", "yahoo mail", "gmail",
	"bluemail",   "superhuman",  "mailbird",    "missive",    "airmail",    "tutanota",
	"tuta;",      "em client",   "mail.ru",     "почты",      "k-9 mail",   "fairemail",
	"edison",     "roundcube",   "пошта",       "поща",       "почта",      "spark",
	NULL,
};
/* Beginnings of the first or the last word: sent, get, written. */
static const char *const sendings[] = {
	"sent",     "securely",      "trimis",    "expediat", "sendt",      "gesendet",
	"envoy",    "enviad",        "enviat",    "inviat",   "verstuurd",  "verzonden",
	"skickat",  "lahetetty",     "wysłan",    "odeslan",  "odoslan",    "kuld",
	"elkuld",   "изпратен",      "отправлен", "надіслан", "відправлен", "послат",
	"poslan",   "poslat",        "σταλθ",     "απεσταλ",  "gonderil",   "送信",
	"发自",     "发送",          "來自",      "傳送",     "보낸", "보냄",
	"נשלח",     "ارسل",          "الارسال",   "dikirim",  "saadetud",   "nosutit",
	"issiusta", "herunterladen", NULL,
};

/* Without "<https://...>" and "[...]". */
static struct span without_links(struct arena *a, struct span s)
{
	struct buf b;
	bool skip = false;

	buf_init(&b, a, s.len + 1);
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '<')
			skip = true;
		if (!skip)
			buf_add_char(&b, s.ptr[i]);
		if (s.ptr[i] == '>')
			skip = false;
	}
	return span_trim(buf_span(&b));
}

static bool is_latin(const char *word)
{
	return (unsigned char)word[0] < 0x80;
}

static bool names_device(struct span f)
{
	struct hay h;

	hay_of(&h, f);
	for (const char *const *d = devices; *d; d++) {
		size_t at = hay_has(&h, *d) ? span_find(f, span_of(*d), 0) : SIZE_MAX;

		if (at != SIZE_MAX && (at == 0 || f.ptr[at - 1] < 'a' || f.ptr[at - 1] > 'z'))
			return true;
	}
	return false;
}

/* Does the first or the last word speak of sending? Scripts without blanks: any place. */
static bool speaks_of_sending(struct span f)
{
	struct span rest = f, word, first = S(""), last = S("");

	while (span_next_word(&rest, &word)) {
		if (!first.len)
			first = word;
		last = word;
	}
	for (const char *const *s = sendings; *s; s++) {
		struct span w = span_of(*s);

		if (span_starts(first, w) || span_starts(last, w))
			return true;
		if (!is_latin(*s) && span_has(f, w))
			return true;
	}
	return false;
}

static bool has_prefix(struct span f)
{
	for (const char *const *p = prefixes; *p; p++) {
		struct span prefix, rest, word;
		bool app;

		if ((*p)[0] != f.ptr[0])
			continue;
		prefix = span_of(*p);
		app = prefix.ptr[prefix.len - 1] == '+';
		if (app)
			prefix.len--;
		if (!span_starts(f, prefix))
			continue;
		rest = span_from(f, prefix.len);
		if (!app || (span_next_word(&rest, &word) && span_is_any(word, apps)))
			return true;
	}
	return false;
}

/* Is line i the last of the letter, or does a quotation follow? */
static bool is_last(const struct mail_lines *l, size_t i)
{
	size_t next = i + 1;

	while (next < l->n && mark_is_blank(l->at[next].text))
		next++;
	return next == l->n || mark_is_quoted(l->at[next].text) || mark_is_rule(l->at[next].text) ||
	       l->at[next].origin != LINE_FREE || next > i + 1;
}

bool mark_is_footer(struct arena *a, const struct mail_lines *l, size_t i, struct span f)
{
	struct span s = mark_bare(l->at[i].text);
	size_t words;
	bool prefix, last;
	char end;

	if (s.len < 8 || s.len > 200)
		return false;
	if (!f.len || span_find_char(s, '<', 0) != SIZE_MAX)
		f = utf8_fold(a, without_links(a, s));
	words = span_word_count(f);
	if (f.len == 0 || words > 16)
		return false;
	end = f.ptr[f.len - 1];
	if (end == '?' || end == '!')
		return false;
	prefix = has_prefix(f);
	if (prefix && words <= 9 && end != ':' &&
	    (span_find_char(f, ',', 0) == SIZE_MAX || names_device(f)))
		return true;
	last = (prefix || words <= 8) && is_last(l, i);
	return last && names_device(f) && (prefix || speaks_of_sending(f));
}
