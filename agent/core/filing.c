/* The table of a filing's life, and one step in it. */
#include "filing.h"

#include "span.h"

enum {
	SEARCH_FIRST_S = 20 * 60, /* ANAF's list shows an upload up to a quarter of an hour late */
	SEARCH_PAUSE_S = 20 * 60,
	/* ... and by then even where a clock is wrong by an hour: the list is asked by time. */
	SEARCH_ENOUGH_S = 80 * 60,
	SEARCH_ENOUGH = 3,
	AGAIN_FIRST_S = 30,
	AGAIN_MOST_S = 1800
};

/* clang-format off */
const struct filing_row filing_rows[] = {
	{ FILING_READY, FILE_BEGIN, FILING_UPLOADING, ACT_UPLOAD,
	  "written down and on the disk before the first byte leaves" },
	{ FILING_UPLOADING, FILE_INDEX, FILING_SENT, ACT_POLL, "the index is kept" },
	{ FILING_UPLOADING, FILE_NOT_TAKEN, FILING_READY, ACT_UPLOAD,
	  "nothing arrived: the same bytes later" },
	{ FILING_UPLOADING, FILE_REFUSED, FILING_REJECTED, ACT_TELL, "staff are told what to correct" },
	{ FILING_UPLOADING, FILE_LOST, FILING_UNKNOWN, ACT_SEARCH,
	  "also what a stop of plic left so: looked for in ANAF's list" },
	{ FILING_UNKNOWN, FILE_FOUND, FILING_SENT, ACT_POLL,
	  "number, seller, day and total in its ZIP are ours" },
	{ FILING_UNKNOWN, FILE_ABSENT, FILING_READY, ACT_UPLOAD,
	  "80 minutes and three looks: it never arrived, the same bytes go" },
	{ FILING_UNKNOWN, FILE_AGAIN, FILING_UNKNOWN, ACT_SEARCH, "the list is asked now" },
	{ FILING_SENT, FILE_WORKING, FILING_PROCESSING, ACT_POLL, "growing pauses" },
	{ FILING_SENT, FILE_VERDICT, FILING_PROCESSING, ACT_DOWNLOAD, "the ZIP is fetched" },
	{ FILING_SENT, FILE_REFUSED, FILING_REJECTED, ACT_TELL, "not taken over by ANAF's system" },
	{ FILING_PROCESSING, FILE_WORKING, FILING_PROCESSING, ACT_POLL, "growing pauses" },
	{ FILING_PROCESSING, FILE_VERDICT, FILING_PROCESSING, ACT_DOWNLOAD, "the ZIP is fetched" },
	{ FILING_PROCESSING, FILE_REFUSED, FILING_REJECTED, ACT_TELL, "not taken over by ANAF's system" },
	{ FILING_PROCESSING, FILE_ACCEPTED, FILING_OK, ACT_NONE,
	  "invoice and seal are checked to be ours and archived as they came" },
	{ FILING_PROCESSING, FILE_NOK, FILING_REJECTED, ACT_TELL,
	  "reasons are read, explained, and the line that corrects it is given" },
	{ FILING_PROCESSING, FILE_TWICE, FILING_SENT, ACT_POLL,
	  "the earlier upload is ours: its index is followed" },
	{ FILING_REJECTED, FILE_AGAIN, FILING_READY, ACT_UPLOAD,
	  "the same bytes, when the fault was not theirs; a corrected invoice is a filing of its own" },
};
/* clang-format on */
const size_t filing_rows_n = ARRAY_LEN(filing_rows);

const char *filing_state_name(enum filing_state s)
{
	static const char *const names[FILING_STATES] = {
		[FILING_READY] = "ready",     [FILING_UPLOADING] = "uploading",
		[FILING_SENT] = "sent",       [FILING_PROCESSING] = "processing",
		[FILING_OK] = "ok",           [FILING_REJECTED] = "rejected",
		[FILING_UNKNOWN] = "unknown",
	};

	return names[s];
}

const struct filing_row *filing_row_of(enum filing_state from, enum filing_event ev)
{
	for (size_t i = 0; i < filing_rows_n; i++)
		if (filing_rows[i].from == from && filing_rows[i].event == ev)
			return &filing_rows[i];
	return NULL;
}

/* What did not arrive waits half a minute, then twice as long each time. */
static int again_pause(int uploads)
{
	int s = AGAIN_FIRST_S;

	for (int i = 1; i < uploads && s < AGAIN_MOST_S; i++)
		s *= 2;
	return s < AGAIN_MOST_S ? s : AGAIN_MOST_S;
}

static void followed(struct filing *f, int64_t now)
{
	f->polls = 0;
	f->verdict = VERDICT_NONE;
	f->download = S("");
	f->due = now + filing_poll_pause(0);
}

enum rc filing_step(struct filing *f, enum filing_event ev, int64_t now, struct why *reterr)
{
	const struct filing_row *r = filing_row_of(f->state, ev);

	if (!r)
		return why_fail(reterr, RC_REFUSED,
				"filing %lld is %s: event %d has no place there", (long long)f->id,
				filing_state_name(f->state), (int)ev);
	f->state = r->to;
	switch (ev) {
	case FILE_BEGIN:
		f->uploads++;
		f->searches = 0;
		f->begun = now;
		f->due = now;
		break;
	case FILE_INDEX:
	case FILE_FOUND:
	case FILE_TWICE:
		followed(f, now);
		f->reason = S("");
		break;
	case FILE_NOT_TAKEN:
		f->due = now + again_pause(f->uploads);
		break;
	case FILE_LOST:
		f->due = now + SEARCH_FIRST_S;
		break;
	case FILE_ABSENT:
		f->due = now;
		break;
	case FILE_AGAIN:
		f->due = now;
		if (f->state == FILING_READY) {
			f->index = f->reason = S("");
			f->polls = 0;
			f->verdict = VERDICT_NONE;
			f->download = S("");
		}
		break;
	case FILE_WORKING:
		f->polls++;
		f->due = now + filing_poll_pause(f->polls);
		break;
	case FILE_VERDICT:
		f->downloads = 0;
		f->due = now;
		break;
	case FILE_ACCEPTED:
	case FILE_NOK:
	case FILE_REFUSED:
		f->due = 0;
		break;
	case FILE_EVENTS:
		break;
	}
	return RC_OK;
}

enum filing_act filing_next(const struct filing *f)
{
	switch (f->state) {
	case FILING_READY:
		return ACT_UPLOAD;
	case FILING_UPLOADING: /* recovered into UNKNOWN at the start */
	case FILING_UNKNOWN:
		return ACT_SEARCH;
	case FILING_SENT:
	case FILING_PROCESSING:
		return f->verdict != VERDICT_NONE ? ACT_DOWNLOAD : ACT_POLL;
	case FILING_OK:
	case FILING_REJECTED:
	case FILING_STATES:
		break;
	}
	return ACT_NONE;
}

enum rc filing_not_found(struct filing *f, int64_t now, bool *ret, struct why *reterr)
{
	f->searches++;
	*ret = f->searches >= SEARCH_ENOUGH && now - f->begun >= SEARCH_ENOUGH_S;
	if (*ret)
		return filing_step(f, FILE_ABSENT, now, reterr);
	f->due = now + SEARCH_PAUSE_S;
	return RC_OK;
}

void filing_print(struct buf *out)
{
	static const char *const events[FILE_EVENTS] = {
		[FILE_BEGIN] = "its turn has come",
		[FILE_INDEX] = "the upload is answered with an index",
		[FILE_NOT_TAKEN] = "it surely did not arrive",
		[FILE_REFUSED] = "refused as it is",
		[FILE_LOST] = "the answer is lost",
		[FILE_FOUND] = "found in the list",
		[FILE_ABSENT] = "not in the list",
		[FILE_WORKING] = "ANAF works on it",
		[FILE_VERDICT] = "ANAF has a verdict",
		[FILE_ACCEPTED] = "accepted, answer here",
		[FILE_NOK] = "rejected, reasons here",
		[FILE_TWICE] = "rejected as uploaded before",
		[FILE_AGAIN] = "EFACTURA RETRIMITE",
	};
	static const char *const acts[] = { "-", "upload", "search", "poll", "download", "tell" };

	buf_add_str(out, "| state | event | becomes | next | |\n|---|---|---|---|---|\n");
	for (size_t i = 0; i < filing_rows_n; i++) {
		const struct filing_row *r = &filing_rows[i];

		buf_add_fmt(out, "| %s | %s | **%s** | %s | %s |\n", filing_state_name(r->from),
			    events[r->event], filing_state_name(r->to), acts[r->act], r->why);
	}
}
