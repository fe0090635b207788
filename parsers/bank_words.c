/* Words that banks use in mails, as stems of folded words: see bank_in.h. */
#include "bank_in.h"

#include "span.h"

/* Stems of folded labels, the first that fits counts. "" = never anything: above all no balance. */
static const struct {
	const char *field, *stems;
} words[] = {
	{ "",
	  "sold|disponibil|balance|saldo|limita|plafon|rulaj|comision|fee|tax|curs|dobanda|rest" },
	{ "ref",
	  "referint|ref.|nr. tranz|numar tranz|id tranz|cod tranz|nr. op|numar op|numar document|nr. doc|"
	  "reference|transaction id" },
	{ "tax_id", "cui|c.u.i|cif|c.i.f|cod fiscal|cod de identificare" },
	{ "account",
	  "cont benef|contul benef|iban benef|cont dest|contul dvs|contul dumneav|contul tau|cont credit|"
	  "contul credit|in contul" },
	{ "iban",
	  "iban|cont plat|cont ord|contul plat|contul ord|din contul|cont sursa|cont exped" },
	{ "", "benef|destinatar|catre|cont" },
	{ "date", "data|date|ziua" },
	{ "details", "detali|explica|descri|mesaj|motiv|scop|details|message|specifica|obiect" },
	{ "currency", "moneda|valuta|currency" },
	{ "amount", "sum|valoare|amount|cuantum|total incas|bani" },
	{ "payer",
	  "plat|ordon|exped|emitent|de la|trimis|client|sender|from|payer|debitor|remitent|nume|virat de|"
	  "depun|partener|contrapart|provenien|sursa" },
};
static const char in_words[] =
	"incas|primit|credita|intrare|intrat|sosit|alimentat|received|incoming|depus|depunere";
static const char out_words[] =
	"debita|plata efectuata|transfer efectuat|ati platit|trimis de dvs|iesire|iesit|retras|"
	"retrage|cumparat|outgoing|ati trimis|ai trimis|ai platit|ati efectuat|ati transferat|"
	"ai transferat|you paid|you sent";

bool bank_word_has(struct span fold, const char *stems)
{
	return bank_word_at(fold, stems) != SIZE_MAX;
}

size_t bank_word_at(struct span fold, const char *stems)
{
	struct span rest = span_of(stems), stem;
	size_t first = SIZE_MAX;

	while (span_next_part(&rest, '|', &stem))
		for (size_t at = 0; (at = span_find(fold, stem, at)) < first; at++)
			if (at == 0 || fold.ptr[at - 1] == ' ')
				first = at;
	return first;
}

struct span bank_word_field(struct span label)
{
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (bank_word_has(label, words[i].stems))
			return span_of(words[i].field);
	return S("");
}

bool bank_word_balance(struct span fold)
{
	return bank_word_has(fold, words[0].stems);
}

unsigned bank_word_seen(struct span fold)
{
	return (bank_word_has(fold, in_words) ? BANK_SEEN_IN : 0u) |
	       (bank_word_has(fold, out_words) ? BANK_SEEN_OUT : 0u);
}

unsigned bank_word_first(struct span fold)
{
	size_t in = bank_word_at(fold, in_words), out = bank_word_at(fold, out_words);

	return in == out ? 0 : in < out ? BANK_SEEN_IN : BANK_SEEN_OUT;
}
