/* Marks in the text of a mail: the lines with which mail clients say "from here on it is somebody
 * else's". Several languages; tables in mail_mark_words.c, formats in the mail reference section 2. */
#ifndef PLIC_MAIL_MARK_H
#define PLIC_MAIL_MARK_H

#include "mail_text.h"

enum mark_kind {
	MARK_NONE,
	MARK_ATTRIBUTION, /* "On ... X wrote:" */
	MARK_HEADERS,     /* "From: Sent: To: Subject:" */
	MARK_ORIGINAL,    /* "-----Original Message-----" */
	MARK_FORWARD,     /* "---------- Forwarded message ---------", "Begin forwarded message:" */
	MARK_OURS,        /* our own "reply above this line" */
	MARK_FOOTER       /* "Sent from my ..." */
};
struct mark {
	enum mark_kind kind;
	size_t at, end; /* lines [at, end) are the mark */
};

/* The mark that begins at line i, if any. Cheap for ordinary lines. The result points nowhere into a:
 * whoever asks for many lines gives an arena that is cleared between. */
struct mark mark_at(struct arena *a, const struct mail_lines *l, size_t i);
/* From now on what mark_at says of a line is kept: forwards and replies ask for the same ones. The
 * lines must stay as they are. */
void mark_remember(struct arena *a, struct mail_lines *l);

/* The line after the attribution that begins at line i, 0 when none does. */
size_t mark_attribution_end(struct arena *a, const struct mail_lines *l, size_t i);
/* Can one end with this line? A cheap test. */
bool mark_may_end(struct span line);
/* The line after the header block that begins at line i, 0 when none does. */
size_t mark_headers_end(struct arena *a, const struct mail_lines *l, size_t i);
/* "Name <a@b>", "Name [mailto:a@b]": as mail programs write a sender, people seldom. */
bool mark_has_address_in_angles(struct span line);
/* A drawn line or "---- words ----" at i, and below it a header block in whatever language? */
bool mark_is_foreign_block(struct arena *a, const struct mail_lines *l, size_t i);
/* Is line i (bare and folded: f, "" where it is long) what a device or a program writes below a letter? */
bool mark_is_footer(struct arena *a, const struct mail_lines *l, size_t i, struct span f);

/* Fields of a header block. */
enum header_label {
	LABEL_NONE,
	LABEL_FROM,
	LABEL_TO,
	LABEL_DATE,
	LABEL_SUBJECT,
	LABEL_CC,
	LABEL_REPLY_TO
};
/* The label that the line begins with; *value is what follows its colon. */
enum header_label mark_label(struct arena *a, struct span line, struct span *value);
/* The next "Label:" inside a line that holds several ("...com>To: ...Subject: ..."), from *at on:
 * *at is moved past the colon, *begin is where the label starts. */
enum header_label mark_label_inside(struct arena *a, struct span line, size_t *at, size_t *begin);

/* Begins the line with ">" (after blanks), or with a supercite mark of capitals: "C>"? */
bool mark_is_quoted(struct span line);
bool mark_is_blank(struct span line);
/* The line without quote marks, bold stars and blanks around it. */
struct span mark_bare(struct span line);
/* "INCASAT FCT-12 ...", "LINIE 2 ...": begins the line with a word in capitals, as commands do? */
bool mark_begins_in_capitals(struct span line);
/* Of "----- words -----" the folded words, else "". */
struct span mark_between_dashes(struct arena *a, struct span line);
/* Only - _ = * and dashes, at least two of them. */
bool mark_is_rule(struct span line);
/* A day or a time of day in a folded text. */
bool mark_has_date(struct span folded);
/* A line with a date that ends in a colon: before a quoted line it is an attribution in any language. */
bool mark_is_dated_colon(struct arena *a, struct span line);
/* Is the word one that stands before a name in an attribution, or its verb? folded */
bool mark_is_attribution_word(struct span folded);

enum subject_kind { SUBJECT_PLAIN, SUBJECT_REPLY, SUBJECT_FORWARD };
/* Strip nested "Re: Fwd: TR: ..." from *subject; the outermost prefix tells the kind. */
enum subject_kind mark_strip_subject(struct arena *a, struct span *subject);

/* Tables (mail_mark_words.c, mail_mark_labels.c), all in folded form. */
struct mark_label_word {
	const char *word;
	enum header_label label;
};
extern const struct mark_label_word mark_labels[];
extern const size_t mark_n_labels;
extern const char *const mark_verbs[]; /* NULL-ended, as the others */
extern const char *const mark_before_name[];
extern const char *const mark_starters[];
extern const char *const mark_originals[];
extern const char *const mark_forwards[];
extern const char *const mark_forward_phrases[];
extern const char *const mark_ours[];
extern const char *const mark_months[];
extern const char *const mark_reply_prefixes[];
extern const char *const mark_forward_prefixes[];

#endif
