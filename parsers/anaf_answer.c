/* Answers to an upload and to a question of its state; what all readers share (see anaf_answer.h). */
#include "anaf_answer.h"

#include "anaf_in.h"
#include "span.h"
#include "utf8.h"

const char *anaf_class_name(enum anaf_class c)
{
	static const char *const names[] = {
		[ANAF_FINE] = "fine",   [ANAF_NONE] = "none",         [ANAF_REFUSED] = "refused",
		[ANAF_TOKEN] = "token", [ANAF_NO_RIGHT] = "no_right", [ANAF_QUOTA] = "quota",
		[ANAF_GONE] = "gone",   [ANAF_DOWN] = "down",
	};

	return names[c];
}

enum anaf_class anaf_status_class(long status)
{
	if (status == 401)
		return ANAF_TOKEN;
	if (status == 403)
		return ANAF_NO_RIGHT;
	if (status == 429)
		return ANAF_QUOTA;
	if (status >= 200 && status < 300)
		return ANAF_FINE;
	return status == 400 ? ANAF_REFUSED : ANAF_DOWN;
}

int64_t anaf_instant(struct span text)
{
	struct civil c = { 0 };
	struct day day;
	int64_t n;

	if (text.len != 12 || !span_to_i64(text, &n))
		return 0;
	c.year = (int)(n / 100000000);
	c.month = (int)(n / 1000000 % 100);
	c.day = (int)(n / 10000 % 100);
	if (n / 100 % 100 > 23 || n % 100 > 59 || day_from_civil(c, &day))
		return 0;
	return day_instant(day, (int)(n / 100 % 100), (int)(n % 100));
}

/* The class of all faults together: a right or a quota that fails speaks louder than words about the document. */
static enum anaf_class worst(struct arena *a, const struct anaf_faults *f)
{
	enum anaf_class is = ANAF_REFUSED;

	for (size_t i = 0; i < f->n && is == ANAF_REFUSED; i++)
		is = anaf_words(utf8_fold(a, f->at[i].text));
	return is == ANAF_NONE ? ANAF_REFUSED : is;
}

bool anaf_json(struct arena *a, struct span body, struct value **ret)
{
	*ret = NULL;
	body = span_trim(body);
	if (body.len > ANAF_ANSWER_MAX || !span_starts(body, S("{")))
		return false;
	return value_from_json(a, body, ret, NULL) == RC_OK;
}

struct span anaf_text(struct arena *a, const struct value *v, const char *key)
{
	const struct value *m = value_get(v, key);

	if (m && m->kind == VALUE_INT)
		return arena_fmt(a, "%lld", (long long)m->u.num);
	return span_trim(value_get_text(v, key));
}

enum anaf_class anaf_json_error(struct arena *a, long status, const struct value *v,
				struct anaf_faults *faults)
{
	struct span text = anaf_text(a, v, "eroare");
	enum anaf_class by_status = anaf_status_class(status), is;

	if (!text.len && by_status != ANAF_FINE)
		text = anaf_text(a, v, "message");
	if (!text.len)
		return by_status;
	is = anaf_words(utf8_fold(a, text));
	if (is != ANAF_NONE)
		anaf_fault_add(a, faults, text);
	return is == ANAF_REFUSED && by_status != ANAF_FINE ? by_status : is;
}

/* An answer that is no XML of ANAF's: JSON with its error, or nothing known. */
static enum anaf_class no_header(struct arena *a, long status, struct span body,
				 struct anaf_faults *faults)
{
	enum anaf_class by_status = anaf_status_class(status), is;
	struct value *v;

	if (!anaf_json(a, body, &v))
		return by_status == ANAF_FINE || by_status == ANAF_REFUSED ? ANAF_DOWN : by_status;
	is = anaf_json_error(a, status, v, faults);
	return is == ANAF_FINE || is == ANAF_NONE ? ANAF_DOWN : is;
}

void anaf_upload_read(struct arena *a, long status, struct span body,
		      struct anaf_upload_answer *ret)
{
	struct anaf_header h;

	*ret = (struct anaf_upload_answer){ .is = ANAF_DOWN };
	if (anaf_header_read(a, body, &h) && span_eq_str(h.root, "header") &&
	    (h.ok.len || h.faults.n)) {
		ret->at = anaf_instant(h.at);
		ret->faults = h.faults;
		if (span_eq_str(h.ok, "0") && h.index.len && !h.faults.n) {
			ret->is = ANAF_FINE;
			ret->index = h.index;
		} else if (h.faults.n) {
			ret->is = worst(a, &h.faults);
		}
	} else {
		ret->is = no_header(a, status, body, &ret->faults);
	}
	ret->in_doubt = ret->is == ANAF_DOWN;
}

void anaf_state_read(struct arena *a, long status, struct span body, struct anaf_state_answer *ret)
{
	static const struct {
		const char *words;
		enum anaf_state state;
	} rows[] = { { "in prelucrare", ANAF_STATE_WORKING },
		     { "ok", ANAF_STATE_OK },
		     { "nok", ANAF_STATE_NOK },
		     { "xml cu erori nepreluat de sistem", ANAF_STATE_NOT_TAKEN } };
	struct anaf_header h;
	struct span stare;

	*ret = (struct anaf_state_answer){ .is = ANAF_DOWN };
	if (!anaf_header_read(a, body, &h) || !span_eq_str(h.root, "header")) {
		ret->is = no_header(a, status, body, &ret->faults);
		return;
	}
	ret->faults = h.faults;
	ret->download_id = h.download;
	stare = utf8_fold(a, h.state);
	if (!stare.len) {
		ret->is = h.faults.n ? worst(a, &h.faults) : ANAF_DOWN;
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (span_eq_str(stare, rows[i].words)) {
			ret->state = rows[i].state;
			ret->is = ANAF_FINE;
		}
	/* Accepted or rejected without the archive's number: not the whole answer yet. */
	if ((ret->state == ANAF_STATE_OK || ret->state == ANAF_STATE_NOK) && !h.download.len)
		ret->is = ANAF_DOWN;
}
