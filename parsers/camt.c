/* CAMT.052, 053, 054 of any version, by libxml2's push parser: elements by their local names, whatever
 * the namespace. A document type ends the reading, so there are no entities; nothing is fetched. Bytes
 * are made UTF-8 here: libxml2 never sees a charset's name. */
#include "camt_in.h"

#include "charset.h"
#include "span.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <stdlib.h>

#define PATH_MAX_LEN 512
#define TEXT_MAX     ((size_t)16 << 10)
#define TAIL_MAX     ((size_t)64 << 10)
#define BYTES_MAX    ((size_t)4 << 20)
#define BATCH_MAX    2000 /* payments of one entry that are held */

struct camt {
	struct sheet *sheet;
	struct arena *bytes; /* of the piece at hand */
	xmlParserCtxt *xml;
	xmlSAXHandler sax;
	char label[40], tail[TAIL_MAX];
	size_t tail_len;
	char path[PATH_MAX_LEN];
	size_t path_len, lost; /* lost: elements deeper than a path can be */
	char text[TEXT_MAX];
	size_t text_len;
	char cur[8], account[48], name[80]; /* name: of the statement at hand */
	uint32_t part;
	struct ledger ledger;
	/* the balance at hand */
	char bal_code[8], bal_amount[40], bal_cur[8], bal_side[8];
	size_t entry_at, payment_at; /* length of the path of <Ntry> and <TxDtls>, 0 = outside */
	struct camt_entry entry;
	bool dead, statement_seen, in_statement;
};

static unsigned long line_of(const struct camt *c)
{
	int n = xmlSAX2GetLineNumber(c->xml);

	return n > 0 ? (unsigned long)n : 1;
}

static bool at(const struct camt *c, const char *end)
{
	return span_ends((struct span){ c->path, c->path_len }, span_of(end));
}

static void put(char *to, size_t room, struct span v)
{
	v = span_sub(span_trim(v), 0, room - 1);
	memcpy(to, v.ptr, v.len);
	to[v.len] = '\0';
}

static bool is_statement(struct span name)
{
	return span_eq_str(name, "Stmt") || span_eq_str(name, "Rpt") || span_eq_str(name, "Ntfctn");
}

static void on_start(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
		     int n_ns, const xmlChar **ns, int n_attr, int n_default, const xmlChar **attr)
{
	struct camt *c = ctx;
	struct span name = span_of((const char *)local);

	(void)prefix, (void)uri, (void)n_ns, (void)ns, (void)n_default;
	c->text_len = 0;
	if (c->lost || c->path_len + name.len + 1 >= PATH_MAX_LEN) {
		c->lost++;
		return;
	}
	if (span_eq_str(name, "Pty"))
		return;
	c->path[c->path_len++] = '/';
	memcpy(c->path + c->path_len, name.ptr, name.len);
	c->path_len += name.len;
	c->cur[0] = '\0';
	for (int i = 0; i < n_attr; i++)
		if (span_eq_str(span_of((const char *)attr[i * 5]), "Ccy"))
			put(c->cur, sizeof(c->cur),
			    (struct span){ (const char *)attr[i * 5 + 3],
					   (size_t)(attr[i * 5 + 4] - attr[i * 5 + 3]) });
	if (is_statement(name) && !c->entry_at) {
		c->ledger = (struct ledger){ 0 };
		c->account[0] = c->name[0] = '\0';
		c->in_statement = true;
		c->sheet->reversals_may_turn = true;
		c->statement_seen = true;
		c->part++;
	} else if (span_eq_str(name, "Ntry") && !c->entry_at) {
		c->entry_at = c->path_len;
		c->entry = (struct camt_entry){ .line = line_of(c),
						.name = span_of(c->name),
						.part = c->part };
	} else if (span_eq_str(name, "TxDtls") && c->entry_at && !c->payment_at) {
		c->payment_at = c->path_len;
		*ARENA_PUSH(c->sheet->work, &c->entry.payments) = (struct camt_payment){ 0 };
	}
}

static void on_text(void *ctx, const xmlChar *text, int len)
{
	struct camt *c = ctx;
	size_t n = (size_t)len;

	if (n > TEXT_MAX - c->text_len)
		n = TEXT_MAX - c->text_len;
	memcpy(c->text + c->text_len, text, n);
	c->text_len += n;
}

static void keep(struct camt *c, const struct camt_row *row, struct span *texts)
{
	struct span v = sheet_text(c->sheet, (struct span){ c->text, c->text_len });
	struct span *to = row ? &texts[row->text] : NULL;

	if (!row || !v.len)
		return;
	if (!to->len)
		*to = v;
	else if (row->join && to->len < STATEMENT_TEXT_MAX)
		*to = arena_fmt(c->sheet->work, "%.*s %.*s", SPAN_ARG(*to), SPAN_ARG(v));
	if (row->currency && !texts[row->currency - 1].len)
		texts[row->currency - 1] = arena_span(c->sheet->work, span_of(c->cur));
}

static void take_balance(struct camt *c)
{
	struct money m = { 0 };
	bool exact;

	if (!statement_currency(span_of(c->bal_cur), m.cur) ||
	    statement_amount(span_of(c->bal_amount), m.cur, &m.minor, &exact)) {
		sheet_warn(c->sheet, line_of(c), "a balance that cannot be read");
		return;
	}
	if (!strcmp(c->bal_side, "DBIT"))
		m.minor = -m.minor;
	/* A statement on several pages has its own opening balance on the first one (OPBD) only. */
	if (!strcmp(c->bal_code, "OPBD") ||
	    (!strcmp(c->bal_code, "PRCD") && !c->ledger.has_opening)) {
		c->ledger.has_opening = true;
		c->ledger.opening = m;
	} else if (!strcmp(c->bal_code, "CLBD")) {
		c->ledger.has_closing = true;
		c->ledger.closing = m;
	}
}

static void of_statement(struct camt *c)
{
	struct span v = { c->text, c->text_len };

	if (at(c, "/Bal/Tp/CdOrPrtry/Cd"))
		put(c->bal_code, sizeof(c->bal_code), v);
	else if (at(c, "/Bal/Amt")) {
		put(c->bal_amount, sizeof(c->bal_amount), v);
		put(c->bal_cur, sizeof(c->bal_cur), span_of(c->cur));
	} else if (at(c, "/Bal/CdtDbtInd"))
		put(c->bal_side, sizeof(c->bal_side), v);
	else if (at(c, "/Bal"))
		take_balance(c);
	else if (at(c, "/Stmt/Id") || at(c, "/Rpt/Id") || at(c, "/Ntfctn/Id"))
		put(c->name, sizeof(c->name), v);
	else if ((at(c, "/Acct/Id/IBAN") || at(c, "/Acct/Id/Othr/Id")) && !c->account[0])
		put(c->account, sizeof(c->account), v);
}

/* A batch too large to hold goes out in parts; what its entry says stays. */
static void cut_batch(struct camt *c)
{
	SCOPED_ARENA a = arena_new(BYTES_MAX);

	camt_entry_give(c->sheet, &c->entry, span_of(c->account), false, &c->ledger);
	for (size_t i = 0; i < N_TEXTS; i++)
		c->entry.text[i] = arena_span(a, c->entry.text[i]);
	arena_clear(c->sheet->work);
	for (size_t i = 0; i < N_TEXTS; i++)
		c->entry.text[i] = arena_span(c->sheet->work, c->entry.text[i]);
	c->entry.payments = (struct camt_payments){ 0 };
}

static void of_entry(struct camt *c)
{
	struct span path = { c->path, c->path_len };
	struct camt_payments *p = &c->entry.payments;

	if (c->payment_at && c->path_len > c->payment_at)
		keep(c, camt_payment_row(span_from(path, c->payment_at + 1)), p->at[p->n - 1].text);
	else if (c->path_len > c->entry_at)
		keep(c, camt_entry_row(span_from(path, c->entry_at + 1)), c->entry.text);
	if (c->path_len == c->payment_at) {
		c->payment_at = 0;
		if (p->n >= BATCH_MAX)
			cut_batch(c);
	} else if (c->path_len == c->entry_at) {
		c->entry_at = 0;
		camt_entry_give(c->sheet, &c->entry, span_of(c->account), true, &c->ledger);
		arena_clear(c->sheet->work);
	}
}

static void on_end(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct camt *c = ctx;
	struct span name = span_of((const char *)local);

	(void)prefix, (void)uri;
	if (c->lost) {
		c->lost--;
		return;
	}
	if (span_eq_str(name, "Pty"))
		return;
	if (c->entry_at)
		of_entry(c);
	else if (is_statement(name)) {
		ledger_check(&c->ledger, c->sheet, line_of(c), span_of(c->account));
		c->in_statement = false;
		arena_clear(c->sheet->work);
	} else {
		of_statement(c);
	}
	c->text_len = 0;
	c->path_len = c->path_len > name.len ? c->path_len - name.len - 1 : 0;
}

/* A document type could declare entities: none is needed, none is read. */
static void on_doctype(void *ctx, const xmlChar *name, const xmlChar *public_id,
		       const xmlChar *system_id)
{
	struct camt *c = ctx;

	(void)name, (void)public_id, (void)system_id;
	sheet_warn(c->sheet, line_of(c), "a document type: not read");
	c->dead = true;
	xmlStopParser(c->xml);
}

static void on_error(void *ctx, xmlErrorPtr error)
{
	(void)ctx, (void)error; /* looked at by its result */
}

/* encoding="..." of the declaration. */
static void find_label(struct camt *c, struct span head)
{
	struct span first = span_sub(head, 0, 200);
	size_t from = span_ifind(first, S("encoding="), 0), end = span_find(first, S("?>"), 0);
	size_t close;

	if (from == SIZE_MAX || end == SIZE_MAX || from > end || from + 10 >= first.len)
		return;
	close = span_find_char(first, first.ptr[from + 9], from + 10);
	if (close != SIZE_MAX)
		put(c->label, sizeof(c->label), span_sub(first, from + 10, close - from - 10));
	/* What came as UTF-16 is UTF-8 by now. */
	if (span_istarts(span_of(c->label), S("utf")))
		c->label[0] = '\0';
}

struct camt *camt_open(struct arena *a, struct sheet *s, struct span head)
{
	struct camt *c = ARENA_NEW(a, struct camt);

	c->sheet = s;
	c->bytes = arena_new(BYTES_MAX);
	c->sax = (xmlSAXHandler){ .initialized = XML_SAX2_MAGIC,
				  .startElementNs = on_start,
				  .endElementNs = on_end,
				  .characters = on_text,
				  .cdataBlock = on_text,
				  .internalSubset = on_doctype,
				  .serror = on_error };
	find_label(c, head);
	c->xml = xmlCreatePushParserCtxt(&c->sax, c, NULL, 0, NULL);
	c->dead = !c->xml;
	if (c->xml)
		(void)xmlCtxtUseOptions(c->xml, XML_PARSE_NONET | XML_PARSE_NOERROR |
							XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC);
	return c;
}

static bool parse(struct camt *c, struct span bytes)
{
	struct span u = charset_utf8(c->bytes, span_of(c->label), bytes);
	const xmlError *e;

	if (c->dead || !xmlParseChunk(c->xml, u.ptr, span_int(u), 0))
		return !c->dead;
	e = xmlCtxtGetLastError(c->xml);
	if (!c->dead)
		sheet_warn(c->sheet, line_of(c), "no XML from here on: %.*s",
			   SPAN_ARG(span_trim(span_of(e && e->message ? e->message : "?"))));
	c->dead = true;
	return false;
}

/* Cut behind a ">", so that no character is split and every piece is made UTF-8 alone. */
bool camt_feed(struct camt *c, struct span chunk)
{
	while (chunk.len && !c->dead) {
		size_t cut = chunk.len;
		struct buf b;

		while (cut && chunk.ptr[cut - 1] != '>')
			cut--;
		if (!cut && c->tail_len + chunk.len <= TAIL_MAX) {
			memcpy(c->tail + c->tail_len, chunk.ptr, chunk.len);
			c->tail_len += chunk.len;
			return true;
		}
		cut = cut ? cut : chunk.len;
		if (cut > ((size_t)64 << 10))
			cut = (size_t)64 << 10;
		while (cut > 1 && cut < chunk.len && ((unsigned char)chunk.ptr[cut] & 0xC0) == 0x80)
			cut--;
		arena_clear(c->bytes);
		buf_init(&b, c->bytes, TAIL_MAX * 3);
		buf_add(&b, (struct span){ c->tail, c->tail_len });
		buf_add(&b, span_sub(chunk, 0, cut));
		c->tail_len = 0;
		chunk = span_from(chunk, cut);
		(void)parse(c, buf_span(&b));
	}
	return !c->dead;
}

void camt_end(struct camt *c)
{
	if (!c->dead && c->tail_len)
		(void)parse(c, (struct span){ c->tail, c->tail_len });
	if (!c->dead && xmlParseChunk(c->xml, "", 0, 1))
		sheet_warn(c->sheet, line_of(c), "the file ends inside the document");
	if (c->in_statement) {
		sheet_let_go(c->sheet, false);
		sheet_cut(c->sheet);
	}
	if (!c->dead && !c->statement_seen)
		sheet_warn(c->sheet, 1, "no statement, report or notification in it");
}

void camt_close(struct camt *c)
{
	if (c->xml)
		xmlFreeParserCtxt(c->xml);
	arena_free(c->bytes);
}
