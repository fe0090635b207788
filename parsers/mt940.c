/* MT940 and MT942 by tag at line start, as the banks bend it: any line end, blocks of SWIFT or none,
 * several statements, continuation lines, tags of their own. Only the field at hand is held. */
#include "mt940_in.h"

#include "span.h"

#include <ctype.h>
#include <stdio.h>

#define FIELD_MAX ((size_t)64 << 10) /* :86: is six lines of 65 by the standard */
#define LINE_MAX  ((size_t)16 << 10)
#define JUNK_MAX  ((size_t)4 << 20) /* without any tag: this is no statement any more */

struct mt940 {
	struct sheet *sheet;
	struct mt940_head head;
	struct ledger ledger;
	char line[LINE_MAX], field[FIELD_MAX], info[FIELD_MAX];
	size_t line_len, field_len, info_len;
	char tag[6];
	unsigned long at, field_at, entry_at;
	size_t junk;
	unsigned n_tags;
	bool cr, too_long, lone_colon, has_entry, at_end, header_only;
	char entry_text[LINE_MAX]; /* the :61: that waits for its :86: */
	size_t entry_len;
};

struct mt940 *mt940_open(struct arena *a, struct sheet *s)
{
	struct mt940 *m = ARENA_NEW(a, struct mt940);

	m->sheet = s;
	return m;
}

static struct span account_of(const struct mt940 *m)
{
	return span_of(m->head.account);
}

/* The entry is whole: its :61:, and its :86: when it has one. */
static void give_entry(struct mt940 *m)
{
	struct mt940_line l = { .entry = { .date = DAY_NONE } };
	struct why why = { "" };

	if (!m->has_entry)
		return;
	m->has_entry = false;
	if (mt940_line_read(m->sheet, m->entry_at, (struct span){ m->entry_text, m->entry_len },
			    m->head.cur, &l, &why)) {
		sheet_warn(m->sheet, m->entry_at, ":61: left out: %s", why.text);
		arena_clear(m->sheet->work);
		return;
	}
	if (m->at_end && l.entry.kind.len < 4 && !m->info_len) {
		sheet_warn(m->sheet, m->entry_at, ":61: left out: the file ends inside it");
		arena_clear(m->sheet->work);
		return;
	}
	l.entry.own_account = account_of(m);
	l.entry.statement = span_of(m->head.name);
	l.entry.part = m->head.part;
	mt940_info_read(m->sheet, &m->head, &l, (struct span){ m->info, m->info_len });
	ledger_add(&m->ledger, &l.entry);
	sheet_give(m->sheet, &l.entry);
	arena_clear(m->sheet->work);
}

static void end_statement(struct mt940 *m)
{
	give_entry(m);
	if (m->ledger.has_opening && !m->ledger.has_closing) {
		sheet_warn(m->sheet, m->at,
			   "account %s: no closing balance: the statement is not whole",
			   m->head.account);
		sheet_cut(m->sheet);
	}
	m->ledger = (struct ledger){ 0 };
}

static void set_account(struct mt940 *m, struct span v)
{
	char *to = m->head.account;
	size_t n = 0;

	v = span_trim(v);
	while (v.len && v.ptr[0] == '/')
		v = span_trim(span_from(v, 1));
	for (size_t i = 0; i < v.len && n + 1 < sizeof(m->head.account); i++)
		if ((unsigned char)v.ptr[i] > ' ' && (unsigned char)v.ptr[i] < 0x7f)
			to[n++] = v.ptr[i];
	to[n] = '\0';
	memset(m->sheet->country, 0, sizeof(m->sheet->country));
	if (n >= 15 && isupper((unsigned char)to[0]) && isupper((unsigned char)to[1]) &&
	    isdigit((unsigned char)to[2]))
		memcpy(m->sheet->country, to, 2);
	if (n >= 8 && to[0] == 'R' && to[1] == 'O') {
		memcpy(m->head.bank, to + 4, 4);
		m->head.bank[4] = '\0';
	} else {
		m->head.bank[0] = '\0';
	}
}

/* What tells this statement from others of the account: its reference and number. */
static void add_name(struct mt940 *m, struct span v)
{
	size_t n = strlen(m->head.name);

	v = span_trim(v);
	for (size_t i = 0; i < v.len && n + 2 < sizeof(m->head.name); i++)
		m->head.name[n++] =
			(unsigned char)v.ptr[i] > ' ' && (unsigned char)v.ptr[i] < 0x7f ? v.ptr[i] :
											  '.';
	m->head.name[n++] = '|';
	m->head.name[n] = '\0';
}

/* :34F: of an interim report: "EURD0,00", "PLN0". */
static void set_floor(struct mt940 *m, struct span v)
{
	char cur[4];

	if (!m->head.cur[0] && statement_currency(span_trim(v), cur))
		memcpy(m->head.cur, cur, 4);
}

/* The entry before it is whole now. */
static bool read_balance(struct mt940 *m, struct span v, struct money *ret)
{
	give_entry(m);
	*ret = (struct money){ 0 };
	if (!mt940_balance_read(v, ret))
		return true;
	sheet_warn(m->sheet, m->field_at, ":%s: is no balance", m->tag);
	return false;
}

static void opening(struct mt940 *m, struct span v)
{
	struct money balance;

	if (!read_balance(m, v, &balance))
		return;
	if (m->ledger.has_closing)
		m->ledger = (struct ledger){ 0 };
	m->ledger.has_opening = true;
	m->ledger.opening = balance;
	if (balance.cur[0])
		memcpy(m->head.cur, balance.cur, 4);
}

static void closing(struct mt940 *m, struct span v)
{
	struct money balance;

	if (!read_balance(m, v, &balance))
		return;
	m->ledger.has_closing = true;
	m->ledger.closing = balance;
	ledger_check(&m->ledger, m->sheet, m->field_at, account_of(m));
	arena_clear(m->sheet->work);
}

/* A long :86: is kept as far as it fits; some banks repeat the tag per line. */
static void add_info(struct mt940 *m, struct span v)
{
	if (m->info_len && m->info_len < FIELD_MAX)
		m->info[m->info_len++] = '\n';
	v = span_sub(v, 0, FIELD_MAX - m->info_len);
	memcpy(m->info + m->info_len, v.ptr, v.len);
	m->info_len += v.len;
}

static void new_entry(struct mt940 *m, struct span v)
{
	give_entry(m);
	v = span_sub(v, 0, LINE_MAX);
	memcpy(m->entry_text, v.ptr, v.len);
	m->entry_len = v.len;
	m->entry_at = m->field_at;
	m->info_len = 0;
	m->has_entry = true;
}

/* The field is whole: its next tag came, or the message's end. */
static void end_field(struct mt940 *m)
{
	struct span v = { m->field, m->field_len }, tag = span_of(m->tag);

	if (!m->tag[0])
		return;
	m->header_only = tag.ptr[0] == '2' && (m->header_only || span_eq_str(tag, "20"));
	if (span_eq_str(tag, "20")) {
		end_statement(m);
		m->head = (struct mt940_head){ .part = m->head.part + 1 };
		add_name(m, v);
	} else if (span_starts(tag, S("28")) || span_starts(tag, S("13"))) {
		add_name(m, v);
	} else if (span_starts(tag, S("25"))) {
		set_account(m, v);
	} else if (span_starts(tag, S("34"))) {
		set_floor(m, v);
	} else if (span_starts(tag, S("60"))) {
		opening(m, v);
	} else if (span_starts(tag, S("61"))) {
		new_entry(m, v);
	} else if (m->has_entry && (span_starts(tag, S("86")) || span_starts(tag, S("NS")))) {
		add_info(m, v);
	} else if (span_starts(tag, S("62"))) {
		closing(m, v);
	} else if (!span_starts(tag, S("86")) && !span_starts(tag, S("NS"))) {
		give_entry(m); /* :64:, :65:, :90D: ...: a :86: that follows is the statement's */
	}
	m->tag[0] = '\0';
	m->field_len = 0;
}

/* Tags that statements have. Times at a line's start (":12:11") look like others. */
static bool known_tag(struct span t)
{
	static const char *const tags[] = { "20",  "21",  "25",  "25P", "28",  "28C", "13",
					    "13D", "34F", "60F", "60M", "61",  "62F", "62M",
					    "64",  "65",  "86",  "90C", "90D", "NS" };

	for (size_t i = 0; i < ARRAY_LEN(tags); i++)
		if (span_eq_str(t, tags[i]))
			return true;
	return false;
}

/* The colon at this line's start may be inside a time that the line's end cut: "T16" / ":20:37". */
static bool is_cut_time(const struct mt940 *m, struct span tag, struct span rest)
{
	return span_eq_str(span_of(m->tag), "86") && tag.len == 2 && rest.len >= 2 &&
	       span_all_digits(span_sub(rest, 0, 2)) && !span_eq_str(tag, "61") &&
	       !span_eq_str(tag, "86") && m->field_len && m->field[m->field_len - 1] >= '0' &&
	       m->field[m->field_len - 1] <= '9' &&
	       (rest.len == 2 || rest.ptr[2] == ' ' || rest.ptr[2] == '?');
}

static bool take_tag(struct mt940 *m, struct span line)
{
	size_t end = span_find_char(line, ':', 1);
	struct span tag, rest;

	if (!span_starts(line, S(":")) || end == SIZE_MAX || end < 3 || end > 4)
		return false;
	tag = span_sub(line, 1, end - 1);
	rest = span_from(line, end + 1);
	if (!known_tag(tag) || is_cut_time(m, tag, rest))
		return false;
	end_field(m);
	memcpy(m->tag, tag.ptr, tag.len);
	m->tag[tag.len] = '\0';
	m->field_at = m->at;
	m->n_tags++;
	m->junk = 0;
	rest = span_sub(rest, 0, FIELD_MAX);
	memcpy(m->field, rest.ptr, rest.len);
	m->field_len = rest.len;
	return true;
}

static void add_line(struct mt940 *m, struct span line)
{
	if (!m->tag[0]) {
		m->junk += line.len + 1;
		return;
	}
	if (m->field_len + line.len + 1 > FIELD_MAX) {
		m->junk += line.len + 1;
		return;
	}
	m->field[m->field_len++] = '\n';
	memcpy(m->field + m->field_len, line.ptr, line.len);
	m->field_len += line.len;
}

/* "-", "-}", "-}{5:}", "-XXX" end a message; "-}" may share the last field's line. */
static bool is_message_end(const struct mt940 *m, struct span line)
{
	struct span t = span_trim(line);

	/* Alone it may also be a word of :86:, while the statement has no closing balance yet. */
	if (span_eq_str(t, "-"))
		return !(m->has_entry && span_starts(span_of(m->tag), S("86")) &&
			 m->ledger.has_opening && !m->ledger.has_closing);
	return span_starts(t, S("-}")) || span_eq_str(t, "-XXX");
}

/* What stands before the text block: "{1:F01BTRLRO22AXXX...}{2:...}{4:". */
static void take_blocks(struct mt940 *m, struct span *line)
{
	size_t at = span_find(*line, S("{1:"), 0), text = span_find(*line, S("{4:"), 0);

	if (at != SIZE_MAX || text != SIZE_MAX) {
		end_field(m);
		end_statement(m);
		m->head = (struct mt940_head){ .part = m->head.part };
	}
	if (text != SIZE_MAX)
		*line = span_trim(span_from(*line, text + 3));
	else if (at != SIZE_MAX)
		*line = S("");
}

static void one_line(struct mt940 *m)
{
	struct span line = { m->line, m->line_len };
	size_t end;

	while (line.len && (unsigned char)line.ptr[0] < ' ' && line.ptr[0] != '\t')
		line = span_from(line, 1);
	while (line.len && (unsigned char)line.ptr[line.len - 1] < ' ')
		line.len--;
	if (m->at == 1 && span_starts(line, S("\xEF\xBB\xBF")))
		line = span_from(line, 3);
	if (span_has(line, S("{1:")) || span_has(line, S("{4:")))
		take_blocks(m, &line);
	if (m->lone_colon) {
		m->lone_colon = false;
		memmove(m->line + 1, line.ptr, line.len < LINE_MAX ? line.len : LINE_MAX - 1);
		m->line[0] = ':';
		line = (struct span){ m->line, line.len < LINE_MAX ? line.len + 1 : LINE_MAX };
	}
	if (span_eq_str(line, ":")) {
		m->lone_colon = true;
		return;
	}
	if (is_message_end(m, line)) {
		end_field(m);
		end_statement(m);
		return;
	}
	end = line.len >= 2 && span_ends(span_trim(line), S("-}")) ? 1 : 0;
	if (end)
		line = span_sub(span_trim(line), 0, span_trim(line).len - 2);
	if (!take_tag(m, line))
		add_line(m, line);
	if (end) {
		end_field(m);
		end_statement(m);
	}
}

static void line_ends(struct mt940 *m)
{
	m->at++;
	if (m->too_long)
		sheet_warn(m->sheet, m->at, "longer than %zu bytes: cut", LINE_MAX);
	one_line(m);
	m->line_len = 0;
	m->too_long = false;
}

bool mt940_feed(struct mt940 *m, struct span chunk)
{
	for (size_t i = 0; i < chunk.len; i++) {
		char c = chunk.ptr[i];
		bool after_cr = m->cr;

		m->cr = c == '\r';
		if (c == '\n' && after_cr)
			continue;
		if (c == '\n' || c == '\r') {
			line_ends(m);
		} else if (m->line_len < LINE_MAX) {
			m->line[m->line_len++] = c;
			continue;
		} else {
			m->too_long = true;
			m->junk++;
		}
		if (m->junk > JUNK_MAX) {
			sheet_warn(m->sheet, m->at + 1,
				   "no tag for %zu bytes: the rest is not read", JUNK_MAX);
			return false;
		}
	}
	return true;
}

void mt940_end(struct mt940 *m)
{
	if (m->line_len)
		line_ends(m);
	m->at_end = true;
	end_field(m);
	end_statement(m);
	if (!m->n_tags)
		sheet_warn(m->sheet, 1, "no field of a statement");
	else if (m->header_only) {
		sheet_warn(m->sheet, m->at, "the file ends inside a statement's header");
		sheet_cut(m->sheet);
	}
}
