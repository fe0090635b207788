/* A document's layout after Mustache: a list of items, each a directive with its parts.
 *
 * One directive a line, "#" comments. Parts stand between "|". "*words*" are bold where text is
 * said to be rich.
 *   @info TEXT              title in the file's metadata
 *   @title KIND | NUMBER    top right of the first page; short on the following ones
 *   @under TEXT             grey line below it
 *   @letter TEXT            a line of the letterhead, where brand.conf's head has one (centre, band)
 *   @foot TEXT              legal sentence of the footer (repeated: joined)
 *   @pages TEXT             "pagina # din #": page, then number of pages
 *   @party LABEL | NAME     a column of the parties; @line TEXT goes on in it
 *   @fact LABEL | VALUE     last column of the parties     @fact! the strong one
 *   @column WIDTH SIDE | HEAD   of the table: least points or "*" (the rest); left, grey (left), right,
 *                           sum (right, and carries the sum)
 *   @row A | B | ...        @detail TEXT: grey, below the "*" column of the row above
 *   @sum TEXT               what is carried over if the page ends after this row
 *   @carry BOTTOM | TOP     words before the carried sum at a page's foot and head
 *   @empty TEXT             in place of rows when there are none
 *   @rate_head A | B | C    @rate A | B | C      the small table left of the totals
 *   @total LABEL | VALUE    @total! the sum to pay, under a dark rule
 *   @space POINTS           @heading TEXT        @text TEXT (rich)      @lead TEXT (rich, 10.5 pt)
 *   @note TEXT              small and grey; its line breaks stay
 *   @link TEXT | ADDRESS    small: the words, and below them the https address, which opens when it is clicked
 *   @clause TITLE           numbered, title at the side; @item TEXT (rich) its numbered paragraphs
 *   @proof TEXT             small and grey, after the paragraphs of a clause
 *   @sign LABEL | NAME      a place to sign; @line TEXT goes on in it; all stay together
 *   @pay LABEL | VALUE      a cell of the tinted block at the foot of the last page
 *   @qr TEXT                adds the payment code, with TEXT beside it, where there can be one
 *
 * {{> _table}} takes in _table.layout of the same folder. */
#ifndef PLIC_DOC_LAYOUT_H
#define PLIC_DOC_LAYOUT_H

#include "arena.h"
#include "pdf_text.h"

enum item_kind {
	ITEM_INFO,
	ITEM_TITLE,
	ITEM_UNDER,
	ITEM_LETTER,
	ITEM_FOOT,
	ITEM_PAGES,
	ITEM_PARTY,
	ITEM_LINE,
	ITEM_FACT,
	ITEM_FACT_STRONG,
	ITEM_COLUMN,
	ITEM_ROW,
	ITEM_DETAIL,
	ITEM_SUM,
	ITEM_CARRY,
	ITEM_EMPTY,
	ITEM_RATE_HEAD,
	ITEM_RATE,
	ITEM_TOTAL,
	ITEM_TOTAL_STRONG,
	ITEM_SPACE,
	ITEM_HEADING,
	ITEM_TEXT,
	ITEM_LEAD,
	ITEM_NOTE,
	ITEM_LINK,
	ITEM_CLAUSE,
	ITEM_ITEM,
	ITEM_PROOF,
	ITEM_SIGN,
	ITEM_PAY,
	ITEM_QR,
	ITEM_KINDS
};

#define ITEM_PARTS 8

struct item {
	enum item_kind kind;
	struct span part[ITEM_PARTS]; /* cleaned, ready to show; "" beyond n */
	unsigned n;
};
struct items {
	struct item *at;
	size_t n, cap;
};

/* text: a layout file rendered with ESCAPE_LINE. With numbered lines ("@12:row ...", made by
 * layout_number) a message names the file's line. RC_BAD_CONFIG: unknown directive, too few or too
 * many parts, a column without width. name: for messages. */
enum rc layout_parse(const struct type *t, struct span name, struct span text, struct items *ret,
		     struct why *reterr) MUST_CHECK;
/* The file's own text with prefix ("_table.layout:", "" for the layout itself) and line number put
 * into each directive. */
struct span layout_number(struct arena *a, struct span source, struct span prefix);

#endif
