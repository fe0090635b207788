/* Kinds of files by content. Marks at the start (magic numbers, an XML root) are sure; a mail is told
 * from a letter that quotes a header by fields that only transport writes; rows of CSV by their equal
 * number of cells. */
#include "source_kind.h"

#include "csv.h"
#include "mail.h"
#include "mail_header.h"
#include "span.h"

enum { LOOK_AT = 64 << 10, XML_HEAD = 4096, CSV_ROWS = 20 };

static const struct {
	const char *name;
	bool is_read;
} kinds[] = {
	[SOURCE_MAIL] = { "mail", true },        [SOURCE_BODY] = { "body", true },
	[SOURCE_TNEF] = { "tnef", true },        [SOURCE_MT940] = { "mt940", true },
	[SOURCE_MT942] = { "mt942", true },      [SOURCE_CAMT] = { "camt", true },
	[SOURCE_CSV] = { "csv", true },          [SOURCE_UBL] = { "ubl", false },
	[SOURCE_XML] = { "xml", false },         [SOURCE_ZIP] = { "zip", true },
	[SOURCE_PDF] = { "pdf", false },         [SOURCE_BINARY] = { "binary", false },
	[SOURCE_UNKNOWN] = { "unknown", false },
};

const char *source_kind_name(enum source_kind kind)
{
	return kinds[kind].name;
}

bool source_kind_is_read(enum source_kind kind)
{
	return kinds[kind].is_read;
}

/* Fields that a letter's own words never begin with: transport and MIME. */
static bool is_transport_field(struct span name)
{
	static const char *const names[] = {
		"Received",
		"Return-Path",
		"Message-ID",
		"MIME-Version",
		"Content-Type",
		"Delivered-To",
		"Content-Transfer-Encoding",
		"DKIM-Signature",
		"Received-SPF",
		"In-Reply-To",
		"References",
		"List-Id",
		"Authentication-Results",
		"Reply-To",
		"Sender",
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		if (span_ieq_str(name, names[i]))
			return true;
	}
	return span_istarts(name, S("X-")) || span_istarts(name, S("ARC-")) ||
	       span_istarts(name, S("Resent-"));
}

/* Fields that a person may write above a letter, or a client above what it quotes. */
static bool is_letter_field(struct span name)
{
	return span_ieq_str(name, "From") || span_ieq_str(name, "To") || span_ieq_str(name, "Cc") ||
	       span_ieq_str(name, "Subject") || span_ieq_str(name, "Date");
}

/* A header block holds a field of transport; or nothing but fields of a letter up to a blank line, with a
 * subject or an address. Clients quote a header without that blank line, with "Sent:", or with bare
 * names. */
static bool is_mail(struct arena *a, struct span bytes)
{
	struct mail_part *root = NULL;
	struct mail_addrs from = { .at = NULL };

	bytes = span_sub(bytes, 0, LOOK_AT);
	if (mail_parse(a, bytes, &root, NULL))
		return true; /* only what is built as a mail passes the limits of one */
	for (size_t i = 0; i < root->fields.n; i++) {
		if (is_transport_field(root->fields.at[i].name))
			return true;
	}
	if (root->broken || root->fields.n == 0)
		return false;
	for (size_t i = 0; i < root->fields.n; i++) {
		if (!is_letter_field(root->fields.at[i].name))
			return false;
	}
	mail_addrs_parse(a, mail_field_raw(root, "From"), &from);
	return from.n || mail_field_at(root, "Subject", 0);
}

static bool has_line(struct span text, const char *begin)
{
	struct span line;

	while (span_next_line(&text, &line)) {
		if (span_starts(line, span_of(begin)))
			return true;
	}
	return false;
}

/* ":61:" or ":60F:" */
static bool is_swift_tag(struct span s)
{
	size_t n = 3;

	if (s.len < 5 || s.ptr[0] != ':' || !span_all_digits(span_sub(s, 1, 2)))
		return false;
	n += s.ptr[n] >= 'A' && s.ptr[n] <= 'Z';
	return n < s.len && s.ptr[n] == ':';
}

/* SWIFT statements and pieces of them. An interim report (942) has a floor limit or its time, and no
 * balances. */
static bool is_swift(struct span text, enum source_kind *ret)
{
	struct span head = span_trim(span_sub(text, 0, XML_HEAD));
	bool balances;

	if (!is_swift_tag(head) && !span_starts(head, S("{1:")) &&
	    !(has_line(text, ":20:") && (has_line(text, ":25:") || has_line(text, ":61:"))))
		return false;
	balances = has_line(text, ":60") || has_line(text, ":62");
	*ret = !balances && (has_line(text, ":34F:") || has_line(text, ":13") ||
			     has_line(text, ":90")) ?
		       SOURCE_MT942 :
		       SOURCE_MT940;
	return true;
}

bool source_is_html(struct span text)
{
	static const char *const marks[] = { "<!doctype html", "<html",   "<body",       "<head",
					     "<div",           "<p>",     "<p ",         "<br",
					     "<table",         "<span",   "<blockquote", "<meta",
					     "<style",         "<center", "<font" };

	text = span_trim(span_sub(text, 0, XML_HEAD));
	if (span_starts(text, S("\xEF\xBB\xBF")))
		text = span_from(text, 3);
	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		if (span_istarts(text, span_of(marks[i])))
			return true;
	}
	/* A page as XML, or one that begins with a comment. */
	return (span_starts(text, S("<?xml")) || span_starts(text, S("<!--"))) &&
	       span_ifind(text, S("<html"), 0) != SIZE_MAX;
}

static bool is_xml(struct span text, enum source_kind *ret)
{
	struct span head = span_trim(span_sub(text, 0, XML_HEAD));

	if (!span_starts(head, S("<")) || source_is_html(head))
		return false;
	if (span_has(head, S("camt.05")) || span_has(head, S("BkToCstmr")))
		*ret = SOURCE_CAMT;
	else if (span_has(head, S("oasis:names:specification:ubl:schema:xsd:")))
		*ret = SOURCE_UBL;
	else if (span_starts(head, S("<?xml")) || span_has(head, S("xmlns")))
		*ret = SOURCE_XML;
	else
		return false;
	return true;
}

/* A separator in prose has a blank behind it. */
static bool is_prose(struct span text, char separator)
{
	size_t n = 0, spaced = 0;

	for (size_t i = 0; i + 1 < text.len; i++) {
		if (text.ptr[i] != separator)
			continue;
		n++;
		spaced += text.ptr[i + 1] == ' ';
	}
	return spaced * 3 > n;
}

/* Most rows of one width, at least three cells. A header alone needs four. The first lines of an export
 * may speak of the account. */
static bool is_csv(struct arena *a, struct span text)
{
	size_t rows = 0, usual = 0, best = 0, width[CSV_ROWS] = { 0 };
	struct csv_row row = { .at = NULL };
	struct csv c;
	bool more = true;

	csv_open(&c, text);
	/* columns drawn with "|" are a letter's, unless a mapping knows them (fact_statement.c) */
	if (c.separator == '|' || is_prose(text, c.separator))
		return false;
	while (rows < CSV_ROWS && csv_next(&c, a, &row, &more, NULL) == RC_OK && more)
		width[rows++] = row.n;
	for (size_t i = 0; i < rows; i++) {
		size_t same = 0;

		for (size_t k = 0; k < rows; k++)
			same += width[k] == width[i];
		if (same >= best) {
			best = same;
			usual = width[i];
		}
	}
	return rows > 1 ? usual >= 3 && best * 2 >= rows : usual >= 4;
}

static bool is_binary(struct span bytes)
{
	struct span head = span_sub(bytes, 0, 4096);

	return head.len && memchr(head.ptr, 0, head.len) != NULL;
}

static struct span without_mark(struct span s)
{
	return span_starts(s, S("\xEF\xBB\xBF")) ? span_from(s, 3) : s;
}

enum source_kind source_kind_of(struct arena *a, struct span bytes)
{
	struct span head = without_mark(span_sub(bytes, 0, LOOK_AT));
	enum source_kind kind;

	if (span_starts(head, S("PK\x03\x04")) || span_starts(head, S("PK\x05\x06")))
		return SOURCE_ZIP;
	if (span_starts(head, S("%PDF-")))
		return SOURCE_PDF;
	if (span_starts(head, S("\x78\x9F\x3E\x22")))
		return SOURCE_TNEF;
	if (is_xml(head, &kind) || is_swift(head, &kind))
		return kind;
	if (is_mail(a, bytes))
		return SOURCE_MAIL;
	if (is_binary(head))
		return SOURCE_BINARY;
	return is_csv(a, head) ? SOURCE_CSV : SOURCE_BODY;
}
