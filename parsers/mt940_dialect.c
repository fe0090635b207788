/* :86: in free words: one row per bank's wording. Groups: payer, payee with _account and _tax_id (the
 * entry's sign chooses), or counterparty, account, tax_id; reference, end_to_end. Rows are tried in
 * order; what one has found stays. Sources: payments reference, 2.2. */
#include "mt940_in.h"

#include "ident.h"
#include "span.h"

#include <ctype.h>

enum joining {
	JOIN_GUESS, /* a full line (65) was cut anywhere, a shorter one at a blank */
	JOIN_CUT,   /* lines were cut anywhere */
	JOIN_WORDS, /* lines were cut at blanks */
	JOIN_LINES  /* lines matter to the pattern */
};

#define IBAN    "[A-Z]{2}\\d\\d[A-Z0-9]{11,30}"
#define RO_IBAN "RO\\d\\d[A-Z]{4}[0-9A-Z]{16}"
#define BIC     "[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?"
#define BCR_SIDE(word, other, side)                                                   \
	word ":?\\s+(?<" side ">(?!" other ")\\S(?:(?!" other ").)*?)[\\s;]+(?<" side \
	     "_account>" RO_IBAN "|" IBAN ")(?:[\\s;]*CODFISC\\s*(?<" side            \
	     "_tax_id>(?:RO)?\\d{2,13}))?"

static const struct {
	const char *bank; /* "" = any */
	enum joining join;
	const char *pattern;
} rows[] = {
	/* Banca Transilvania: type, C.I.F., purpose, "1", name, IBAN, BIC, REF. */
	{ "BTRL", JOIN_WORDS,
	  "^(?:Incasare|Plata)\\s+(?:OP|Instant|valutara)\\b(?:\\s+(?:intra|inter)(?:bancar[ae]?)?\\b)?"
	  "(?:\\s+-?\\s*canal electronic)?\\s+(?:C\\.?I\\.?F\\.?:?\\s*(?<tax_id>(?:RO)?\\s?\\d{2,13})\\s+)?"
	  "(?<reference>.*)\\s1\\s+(?<counterparty>.+?)\\s+(?<account>" IBAN ")\\b" },
	{ "BTRL", JOIN_WORDS,
	  "^Plata instrument de debit \\S+\\s+Plata (?<reference>\\S+ \\S+)\\s+(?<own>.+?)\\s+PMN\\s+\\S+\\s+"
	  "(?<account>" IBAN ")\\s+" BIC "\\s+(?<counterparty>.+?)(?:\\s+\\k<own>)?\\s+REF:" },
	{ "BTRL", JOIN_WORDS, "\\bTID:\\s*\\S+\\s+(?<counterparty>\\S.*?)(?:\\s{2,}|$)" },
	/* BCR: "-Platitor NAME IBAN CODFISC x-Beneficiar NAME IBAN CODFISC y-Detalii ..." */
	{ "RNCB", JOIN_CUT,
	  "-Platitor\\s+(?<payer>.*?)\\s+(?<payer_account>" IBAN
	  ")\\s+CODFISC\\s*(?<payer_tax_id>[^-]*?)\\s*-Beneficiar\\s+(?<payee>.*?)\\s+"
	  "(?<payee_account>" IBAN ")\\s+CODFISC\\s*(?<payee_tax_id>[^-]*?)\\s*"
	  "-Detalii\\s+(?<reference>.*?)\\s*$" },
	/* The same in another order or with less: direct debits name both sides and no more. */
	{ "RNCB", JOIN_CUT, BCR_SIDE("Platitor", "Beneficiar", "payer") },
	{ "RNCB", JOIN_CUT, BCR_SIDE("Beneficiar", "Platitor", "payee") },
	{ "RNCB", JOIN_CUT, "Detalii:?\\s+(?<reference>\\S.*?)\\s*$" },
	/* Alpha: "PLATITOR NAME [BIC] IBAN [BIC] DETALII INCASARE text [END TO END ID x]" */
	{ "BUCU", JOIN_CUT,
	  "(?:PLATITOR|BENEFICIAR)\\s+(?<counterparty>.*?)\\s+(?:" BIC "\\s+)?(?<account>" RO_IBAN
	  "|" IBAN ")(?:\\s+" BIC
	  ")?\\s*DETALII\\s+(?:INCASARE|PLATA)\\s+(?<reference>.*?)(?:\\s+NOTPROVIDED)?"
	  "(?:\\s{2,}|\\s+END TO END|\\s*$)" },
	{ "BUCU", JOIN_CUT, "END TO END ID\\s+(?<end_to_end>\\S+)" },
	/* ING, between companies: "110~TRANSFER ING BUSINESS", "NAME IBAN", purpose, a line each. */
	{ "RO", JOIN_LINES,
	  "\\A\\d{3}~(?!\\d)[^\\n]*\\n(?<counterparty>[^\\n]*?)\\s+(?<account>" RO_IBAN
	  ")\\s*(?:\\n(?<reference>[^\\n]+(?:\\n[^\\n]+)*))?\\s*\\z" },
	/* Any Romanian bank: the payer's tax id, the split of purpose and client reference. */
	{ "RO", JOIN_GUESS,
	  "\\b(?:C\\.?I\\.?F\\.?|C\\.?U\\.?I\\.?)\\s*:?\\s*(?<tax_id>(?:RO)?\\s?\\d{2,13})\\b" },
	{ "RO", JOIN_GUESS, "(?<reference>/ROC/.*?)(?:\\s{2,}|$)" },
	/* mBank: "Z RACH.: account; OD: name; TYT.: purpose; TNR: number". */
	{ "", JOIN_GUESS, "\\b(?:Z|NA) RACH\\.:\\s*(?<account>\\d{20,28}|" IBAN ");" },
	{ "", JOIN_GUESS, ";\\s*(?:OD|DLA):\\s*(?<counterparty>[^;]+);[^;]*\\bT(?:YT\\.|NR):" },
	{ "", JOIN_GUESS, "\\bRACH\\.:[^;]*;\\s*(?:OD|DLA):\\s*(?<counterparty>[^;]+)" },
	/* Dutch codes: /CNTP/IBAN/BIC/NAME///REMI/...; /BENM//NAME/x/; /IBAN/x/ */
	{ "", JOIN_CUT, "/CNTP/(?<account>[^/]*)/(?:[^/]*)/(?<counterparty>[^/]*)/" },
	{ "", JOIN_CUT, "/IBAN/(?<account>[^/]+)/" },
	{ "", JOIN_CUT, "/NAME/(?<counterparty>[^/]+)/" },
	{ "", JOIN_CUT, "/EREF/(?<end_to_end>[^/]+)/" },
	{ "", JOIN_CUT, "/REMI/STRD/[A-Z]*/(?<reference>[^/]+)/" },
	{ "", JOIN_CUT, "/(?:ORDP|BENM)/+(?:NAME/)?(?<counterparty>[^/]+)/" },
	{ "", JOIN_CUT, "/ACCW/(?<account>[A-Z0-9 ]+)," },
	{ "", JOIN_GUESS, "^SEPA [A-Z ]+?\\s+IBAN: (?<account>" IBAN ")\\b" },
	{ "", JOIN_GUESS,
	  "^SEPA .*\\bNAAM: (?<counterparty>\\S.*?)\\s*(?:OMSCHRIJVING:|KENMERK:|MACHTIGING:|BETALINGSKENM|$)" },
	{ "", JOIN_GUESS, "\\bREK: (?<account>" IBAN ")/NAAM: (?<counterparty>[^\\n]+)" },
	/* ASN, SNS: the other's account and name are the first line. */
	{ "", JOIN_LINES,
	  "\\A\\s*(?<account>[A-Z]{2}\\d\\d[A-Z]{4}\\d{10}) (?<counterparty>\\S[^\\n]*)" },
};

enum rc mt940_dialects_open(struct regex ***ret, struct why *reterr)
{
	struct regex **re = calloc(ARRAY_LEN(rows), sizeof(*re));
	enum rc rc = RC_OK;

	if (!re)
		return why_fail(reterr, RC_RETRY, "no memory for statement patterns");
	for (size_t i = 0; !rc && i < ARRAY_LEN(rows); i++)
		rc = regex_compile(span_of(rows[i].pattern), REGEX_PLAIN, &re[i], reterr);
	if (rc) {
		mt940_dialects_close(re);
		return rc;
	}
	*ret = re;
	return RC_OK;
}

void mt940_dialects_close(struct regex **re)
{
	for (size_t i = 0; re && i < ARRAY_LEN(rows); i++)
		regex_free(re[i]);
	free(re);
}

/* An IBAN in two: the last word before a line end and the first one behind it, neither of them one alone. */
static bool cuts_iban(struct span before, struct span line)
{
	char both[35];
	size_t a = 0, b = 0;

	while (a < before.len && isalnum((unsigned char)before.ptr[before.len - a - 1]))
		a++;
	while (b < line.len && isalnum((unsigned char)line.ptr[b]))
		b++;
	if (a == 0 || b == 0 || a + b >= sizeof(both))
		return false;
	memcpy(both, before.ptr + before.len - a, a);
	memcpy(both + a, line.ptr, b);
	return ident_iban_valid((struct span){ both, a + b }) &&
	       !ident_iban_valid(span_from(before, before.len - a));
}

static struct span join_lines(struct sheet *s, enum joining how, struct span info)
{
	struct buf b;
	struct span line;
	size_t before = SIZE_MAX;

	info = sheet_utf8(s, info);
	buf_init(&b, s->work, info.len * 2 + 16);
	while (span_next_line(&info, &line)) {
		if (before == SIZE_MAX || how == JOIN_CUT || (how == JOIN_GUESS && before >= 65))
			;
		else if (how == JOIN_LINES)
			buf_add_char(&b, '\n');
		else if (!span_starts(line, S(" ")) && !cuts_iban(buf_span(&b), line))
			buf_add_char(&b, ' ');
		buf_add(&b, line);
		before = line.len;
	}
	return buf_span(&b);
}

static enum joining joining_of(const struct mt940_head *head)
{
	for (size_t i = 0; head->bank[0] && i < ARRAY_LEN(rows); i++)
		if (!strcmp(rows[i].bank, head->bank))
			return rows[i].join;
	return JOIN_GUESS;
}

struct span mt940_join(struct sheet *s, const struct mt940_head *head, struct span info)
{
	return join_lines(s, joining_of(head), info);
}

static void take(struct sheet *s, struct span *to, const struct regex *re, const char *group)
{
	if (!to->len)
		*to = sheet_text(s, regex_group(re, group));
}

static void take_side(struct sheet *s, struct entry *e, const struct regex *re)
{
	bool in = e->amount.minor >= 0;

	take(s, &e->counterparty, re, in ? "payer" : "payee");
	take(s, &e->account, re, in ? "payer_account" : "payee_account");
	if (!e->tax_id.len)
		e->tax_id = statement_tax_id(s->work,
					     regex_group(re, in ? "payer_tax_id" : "payee_tax_id"));
	take(s, &e->counterparty, re, "counterparty");
	take(s, &e->account, re, "account");
	if (!e->tax_id.len)
		e->tax_id = statement_tax_id(s->work, regex_group(re, "tax_id"));
	take(s, &e->end_to_end, re, "end_to_end");
}

/* BT prints the purpose as field 70 had it, lines of 35: "DIN 08.01" / ".2025" had no blank. And it marks
 * the purpose of interbank payments. */
static struct span tidy_bt(struct sheet *s, struct span ref)
{
	struct buf b;

	if (ref.len > 36 && ref.ptr[35] == ' ' && char_is_digit(ref.ptr[34]) &&
	    ref.ptr[36] == '.') {
		buf_init(&b, s->work, ref.len + 1);
		buf_add(&b, span_sub(ref, 0, 35));
		buf_add(&b, span_from(ref, 36));
		ref = buf_span(&b);
	}
	if (span_starts(ref, S("/ROC/")))
		ref = span_trim(span_from(ref, 5));
	if (span_ends(ref, S("//RFB/")))
		ref = span_trim(span_sub(ref, 0, ref.len - 6));
	if (span_ends(ref, S(".")))
		ref.len--;
	return ref;
}

static void take_reference(struct sheet *s, const char *bank, struct entry *e,
			   const struct regex *re)
{
	struct span ref = sheet_text(s, regex_group(re, "reference"));

	if (e->reference.len || !ref.len)
		return;
	e->reference = strcmp(bank, "BTRL") != 0 ? ref : tidy_bt(s, ref);
}

void mt940_dialect_read(struct sheet *s, const struct mt940_head *head, struct mt940_line *l,
			struct span info)
{
	struct span text[JOIN_LINES + 1] = { { 0 } };

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct regex *re = s->kit->mt940[i];
		struct span *t = &text[rows[i].join];
		bool found = false;

		if (rows[i].bank[0] && strcmp(rows[i].bank, head->bank) != 0 &&
		    !(head->bank[0] && !strcmp(rows[i].bank, "RO")))
			continue;
		if (!t->ptr)
			*t = join_lines(s, rows[i].join, info);
		/* Undecided is no match here: the words stay in `text`. */
		if (regex_match(re, *t, 0, &found, NULL) || !found)
			continue;
		take_side(s, &l->entry, re);
		take_reference(s, rows[i].bank, &l->entry, re);
	}
}
