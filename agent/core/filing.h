/* The life of one filing with RO e-Factura: one table says what may follow what, and what is then done
 * (`plic docs filing` prints it).
 *
 * A filing is one upload of one revision of a document. It is written down before its first byte leaves, so an
 * answer that is lost is never a second upload: the message list is asked first (ref. OUG 120/2021; ANAF's
 * API takes the same file twice without a word and refuses the second as a duplicate). Pure: instants and
 * days are given. */
#ifndef PLIC_FILING_H
#define PLIC_FILING_H

#include "buf.h"
#include "day.h"
#include "snapshot.h"

enum filing_state {
	FILING_READY,     /* to be uploaded when its time has come */
	FILING_UPLOADING, /* written down; the upload may be on its way */
	FILING_SENT,      /* ANAF gave an index */
	FILING_PROCESSING, /* ANAF works on it, or its verdict is known and the signed answer is not here yet */
	FILING_OK,       /* accepted; the signed answer is archived */
	FILING_REJECTED, /* by law never filed: to be corrected and filed again */
	FILING_UNKNOWN,  /* the upload's answer was lost: looked for, never sent blindly again */
	FILING_STATES
};
enum filing_event {
	FILE_BEGIN,     /* its turn has come */
	FILE_INDEX,     /* the upload was taken */
	FILE_NOT_TAKEN, /* it surely did not arrive: no connection, refused unread (429, 401) */
	FILE_REFUSED,   /* the upload's answer names a fault of the document */
	FILE_LOST,      /* no answer, or one that says nothing: it may have arrived */
	FILE_FOUND,     /* in ANAF's list, with our content */
	FILE_ABSENT,    /* not in the list for so long that it never arrived */
	FILE_WORKING,   /* "in prelucrare" */
	FILE_VERDICT,   /* accepted or rejected; the ZIP is still to be fetched */
	FILE_ACCEPTED,  /* ... and it is archived (or gone for good) */
	FILE_NOK,       /* rejected, reason read */
	FILE_TWICE, /* rejected as a duplicate of an upload whose content is ours: that one counts */
	FILE_AGAIN, /* staff ask for it (EFACTURA RETRIMITE) */
	FILE_EVENTS
};
/* What the step does next. */
enum filing_act { ACT_NONE, ACT_UPLOAD, ACT_SEARCH, ACT_POLL, ACT_DOWNLOAD, ACT_TELL };

struct filing_row {
	enum filing_state from;
	enum filing_event event;
	enum filing_state to;
	enum filing_act act;
	const char *why; /* English, for the documentation */
};
extern const struct filing_row filing_rows[];
extern const size_t filing_rows_n;

enum filing_channel { FILING_B2B, FILING_B2C };
enum filing_verdict { VERDICT_NONE, VERDICT_OK, VERDICT_NOK };

struct filing {
	bool is_new, touched; /* what the store has to write */
	enum filing_state
		stored; /* as the row says: the step is refused when that is not so any more */
	int64_t id, document; /* id 0 = new */
	int revision;         /* of the document: 1, 2, ... */
	enum filing_state state;
	enum filing_channel channel;
	bool foreign, self_billed; /* extern=DA, autofactura=DA */
	struct day deadline;       /* the last day on which it must be accepted */
	int64_t due;               /* instant of its next step; 0 = none */
	int64_t created;           /* instants; 0 = not yet */
	int64_t begun;             /* of the last upload */
	int64_t accepted;
	int uploads, polls, searches; /* polls, searches: since the last upload */
	int downloads;                /* tries */
	enum filing_verdict verdict;
	struct span index;    /* id_incarcare */
	struct span download; /* id_descarcare */
	struct span reason;   /* of a rejection, or why it waits: ANAF's own words */
};

const char *filing_state_name(enum filing_state s);
/* NULL: that event has no place in that state. */
const struct filing_row *filing_row_of(enum filing_state from, enum filing_event ev);
/* Let it happen at `now`: state, counters and the instant of the next step. RC_REFUSED: no row. */
enum rc filing_step(struct filing *f, enum filing_event ev, int64_t now,
		    struct why *reterr) MUST_CHECK;
/* What its next step is, when it is due. */
enum filing_act filing_next(const struct filing *f);
/* A search that found nothing: FILE_ABSENT happens once the list has surely caught up (it lags up to a quarter
 * of an hour), else the next search is set. *ret: may it be uploaded again? */
enum rc filing_not_found(struct filing *f, int64_t now, bool *ret, struct why *reterr) MUST_CHECK;
void filing_print(struct buf *out);

/* Dated rules of filing: config/efactura.conf. The row with the newest `from` <= issue day counts. */
struct filing_rule {
	struct day from;
	int days;     /* from the issue day, which is not counted */
	bool working; /* working days, else calendar days */
	int issue_limit; /* day of the month after the tax event; 0 = none (Cod fiscal art. 319 (16)) */
	bool outage_extends; /* our own target only: the law says nothing of ANAF's outages */
};
struct filing_rules {
	struct filing_rule *at;
	size_t n, cap;
};
/* The last day on which an invoice may be filed, Regulation (EEC, Euratom) 1182/71 art. 3. DAY_NONE: no rule
 * held on its issue day. */
struct day filing_deadline(const struct filing_rules *rules, struct day issue,
			   struct day tax_point);
/* A deadline that an outage moves: by as many working days as `lost`, where the rule of that day says so. */
struct day filing_deadline_after(const struct filing_rules *rules, struct day issue,
				 struct day deadline, int lost);
/* When it may leave: `hold_min` minutes after `now`, but at the latest at nine on the last working day before
 * the deadline. */
int64_t filing_leaves(struct day deadline, int64_t now, int64_t hold_min);
/* Two working days or fewer are left, and it is not accepted. */
bool filing_is_urgent(const struct filing *f, struct day today);
bool filing_is_late(const struct filing *f, struct day today);
/* Seconds from one look at a verdict to the next. */
int filing_poll_pause(int polls);
/* B2C: the buyer has no tax id, or a CNP. */
enum filing_channel filing_channel_of(const struct snapshot *s);
/* A buyer without a Romanian identifier, wherever established: not due, may be filed with extern=DA. */
bool filing_is_foreign(const struct snapshot *s);

#endif
