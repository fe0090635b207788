/* Sheets that fill from the top: head, following heads, footers, and where the next mark goes. */
#ifndef PLIC_PDF_PAGE_H
#define PLIC_PDF_PAGE_H

#include "pdf_file.h"
#include "pdf_text.h"
#include "picture.h"
#include "shape.h"

/* The measures of looks.md: A4, margins 48 left, right and top, 33 bottom. */
#define PAGE_LEFT       PT(48)
#define PAGE_RIGHT      (SHEET_W - PT(48))
#define PAGE_WIDTH      (PAGE_RIGHT - PAGE_LEFT)
#define PAGE_BODY       PT(9.5)
#define PAGE_LEAD       PT(13.4)
#define PAGE_LABEL      PT(8)
#define PAGE_LABEL_LEAD PT(11)
#define PAGE_CODE       PT(80) /* side of a payment code */
#define PAGE_FOLLOW_END PT(90) /* where a following page begins */
#define PAGES_MAX       2000

struct palette {
	uint32_t accent, accent_text, ink, label, rule, tint;
};
/* What every page carries. */
struct page_frame {
	struct span brand;        /* "Atelier Diana" */
	struct span kind, number; /* "Factura", "FCT 0012" */
	struct span under;        /* "emisa la ..." */
	struct span letter;       /* lines of the letterhead, "" = none */
	struct span foot;         /* legal sentence */
	struct span pages;        /* "pagina # din #": page, pages */
	struct picture logo;      /* none: the name mark is drawn */
	struct picture code;      /* the firm's own payment code, image "Q" */
	struct palette palette;
	struct shape shape;
};

struct paper {
	struct arena *arena;
	struct type *type;
	const struct page_frame *frame;
	struct sheets sheets;
	int y;      /* upper edge of what comes next */
	int bottom; /* lower edge of the room for content */
	bool over;  /* more than PAGES_MAX were asked for: nothing more is drawn */
};

void paper_init(struct paper *p, struct arena *a, struct type *t, const struct page_frame *frame);
/* Operators of the page in use. */
struct buf *paper_ops(struct paper *p);
int paper_room(const struct paper *p);
/* The room that a fresh following page has. */
int paper_room_full(const struct paper *p);
void paper_next(struct paper *p);
/* A new page unless height still fits on this one (or the page is untouched). */
void paper_need(struct paper *p, int height);
/* The head of the first page and of the following ones, on the page in use; gives the lower edge. */
int head_first(struct paper *p);
int head_follow(struct paper *p);
/* Footers, when the number of pages is known. */
void paper_finish(struct paper *p);

struct text_style paper_style(enum face face, int size, uint32_t colour);
struct text_style paper_body(const struct paper *p);
struct text_style paper_bold(const struct paper *p);
struct text_style paper_label(const struct paper *p);
/* Baseline of a line of type whose box is `lead` high and begins at y. */
int paper_baseline(int y, int lead);
/* Show wrapped text from p->y on at x and move p->y below it; lines never split over pages here. */
void paper_lines(struct paper *p, int x, struct text_style style, int lead,
		 const struct text_lines *lines);

#endif
