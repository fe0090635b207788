/* Listing and fetching (RFC 3501 s6.4.5, 6.4.8). Neither ENVELOPE nor BODYSTRUCTURE is ever asked
 * for: one broken mail would fail the whole answer. */
#include "imap_in.h"

#include "day.h"
#include "span.h"

static int64_t instant_of(const struct mailimap_date_time *t)
{
	struct day d;
	int zone_s;

	if (!t || day_from_civil((struct civil){ t->dt_year, t->dt_month, t->dt_day }, &d))
		return 0;
	zone_s = (t->dt_zone / 100 * 60 + t->dt_zone % 100) * 60;
	return (int64_t)d.n * 86400 + t->dt_hour * 3600 + t->dt_min * 60 + t->dt_sec - zone_s;
}

/* What one FETCH answer tells; missing parts stay zero. False: not what we asked for. A server tells
 * unasked when another client changes flags (RFC 3501 s7.4.2), in the middle of our answers too. */
static bool read_answer(const struct mailimap_msg_att *msg, struct arena *a, bool want_body,
			struct imap_mail *ret)
{
	bool has_size = false, has_body = false;

	for (clistiter *i = clist_begin(msg->att_list); i; i = clist_next(i)) {
		const struct mailimap_msg_att_item *item = clist_content(i);
		const struct mailimap_msg_att_static *st = item->att_data.att_static;

		if (item->att_type != MAILIMAP_MSG_ATT_ITEM_STATIC || !st)
			continue;
		if (st->att_type == MAILIMAP_MSG_ATT_UID)
			ret->uid = st->att_data.att_uid;
		else if (st->att_type == MAILIMAP_MSG_ATT_RFC822_SIZE)
			ret->size = st->att_data.att_rfc822_size, has_size = true;
		else if (st->att_type == MAILIMAP_MSG_ATT_INTERNALDATE)
			ret->internal_date = instant_of(st->att_data.att_internal_date);
		else if (st->att_type == MAILIMAP_MSG_ATT_BODY_SECTION &&
			 st->att_data.att_body_section) {
			has_body = true;
			if (st->att_data.att_body_section->sec_body_part)
				ret->raw = arena_span(
					a,
					(struct span){ st->att_data.att_body_section->sec_body_part,
						       st->att_data.att_body_section->sec_length });
		}
	}
	return ret->uid && (want_body ? has_body : has_size);
}

/* body: 0 none, SIZE_MAX whole, else so many bytes. */
static struct mailimap_fetch_type *what_to_fetch(size_t body)
{
	struct mailimap_fetch_type *t = mailimap_fetch_type_new_fetch_att_list_empty();
	struct mailimap_fetch_att *att[4];
	size_t n = 0;

	if (!t)
		return NULL;
	att[n++] = mailimap_fetch_att_new_uid();
	att[n++] = mailimap_fetch_att_new_rfc822_size();
	att[n++] = mailimap_fetch_att_new_internaldate();
	if (body) {
		struct mailimap_section *sec = mailimap_section_new(NULL);

		if (!sec)
			return mailimap_fetch_type_free(t), NULL;
		att[n++] = body == SIZE_MAX ? mailimap_fetch_att_new_body_peek_section(sec) :
					      mailimap_fetch_att_new_body_peek_section_partial(
						      sec, 0, (uint32_t)body);
	}
	for (size_t i = 0; i < n; i++)
		if (!att[i] ||
		    mailimap_fetch_type_new_fetch_att_list_add(t, att[i]) != MAILIMAP_NO_ERROR)
			return mailimap_fetch_type_free(t), NULL;
	return t;
}

static enum rc fetch(struct imap *m, struct arena *a, struct mailimap_set *set, size_t body,
		     struct imap_mail **ret, size_t *ret_n, enum net_fail *fail, struct why *reterr)
{
	struct {
		struct imap_mail *at;
		size_t n, cap;
	} list = { 0 };
	struct mailimap_fetch_type *type = what_to_fetch(body);
	clist *answer = NULL;
	enum rc rc;

	*fail = NET_DOWN;
	if (!type || !set)
		return why_fail(reterr, RC_RETRY, "no memory for FETCH");
	imap_begin(m);
	rc = imap_result(m, mailimap_uid_fetch(m->m, set, type, &answer), "FETCH", fail, reterr);
	mailimap_fetch_type_free(type);
	/* After an error the answer may be set and invalid: it is left alone (a bounded leak; the
	 * session ends). */
	if (rc)
		return rc;
	for (clistiter *i = clist_begin(answer); i; i = clist_next(i)) {
		struct imap_mail one = { 0 };

		if (read_answer(clist_content(i), a, body > 0, &one))
			*ARENA_PUSH(a, &list) = one;
	}
	mailimap_fetch_list_free(answer);
	*ret = list.at;
	*ret_n = list.n;
	return RC_OK;
}

/* UID and size of what lies in first..last. */
static enum rc fetch_sizes(struct imap *m, struct arena *a, uint32_t first, uint32_t last,
			   struct imap_mail **ret, size_t *ret_n, enum net_fail *fail,
			   struct why *reterr)
{
	struct mailimap_set *set = mailimap_set_new_interval(first, last);
	enum rc rc = fetch(m, a, set, 0, ret, ret_n, fail, reterr);

	if (set)
		mailimap_set_free(set);
	return rc;
}

/* Not more than were asked for: a server that tells more is not believed. Gives how many. */
static size_t heads_of(const struct imap_mail *mail, size_t n, uint32_t first, size_t max,
		       struct imap_head *ret)
{
	size_t out = 0;

	for (size_t i = 0; i < n && out < max; i++)
		if (mail[i].uid >= first)
			ret[out++] = (struct imap_head){ mail[i].uid, mail[i].size,
							 mail[i].internal_date };
	return out;
}

static int by_uid(const void *a, const void *b)
{
	const struct imap_head *x = a, *y = b;

	return x->uid < y->uid ? -1 : x->uid > y->uid;
}

static int mail_by_uid(const void *a, const void *b)
{
	const struct imap_mail *x = a, *y = b;

	return x->uid < y->uid ? -1 : x->uid > y->uid;
}

enum rc imap_list(struct imap *m, struct arena *a, uint32_t first, uint32_t last, size_t max,
		  struct imap_head **ret, size_t *ret_n, enum net_fail *fail, struct why *reterr)
{
	struct {
		struct imap_head *at;
		size_t n, cap;
	} list = { 0 };
	clist *uids = NULL;
	struct mailimap_set *set;
	struct mailimap_search_key *key;
	enum rc rc;

	*ret_n = 0;
	/* An EXISTS that comes with any later answer is told by imap_wait: IDLE would not repeat it. */
	if (m->m->imap_selection_info)
		m->m->imap_selection_info->sel_has_exists = 0;
	/* What is new has the next UIDs, nearly always: one command tells UIDs and sizes. */
	if (!last && first <= UINT32_MAX - max) {
		struct imap_mail *next = NULL;
		size_t n = 0;

		rc = fetch_sizes(m, a, first, first + (uint32_t)max - 1, &next, &n, fail, reterr);
		if (rc)
			return rc;
		if (n) {
			*ret = ARENA_ARRAY(a, max, struct imap_head);
			*ret_n = heads_of(next, n, first, max, *ret);
			qsort(*ret, *ret_n, sizeof(**ret), by_uid);
			if (*ret_n)
				return RC_OK;
		}
	}
	/* Else SEARCH first: its answer is small however full the box is, and FETCH then names UIDs. */
	set = mailimap_set_new_interval(first, last); /* 0 is "*" */
	key = set ? mailimap_search_key_new_uid(set) : NULL;
	*fail = NET_DOWN;
	if (!key)
		return why_fail(reterr, RC_RETRY, "no memory for SEARCH");
	imap_begin(m);
	rc = imap_result(m, mailimap_uid_search(m->m, NULL, key, &uids), "SEARCH", fail, reterr);
	mailimap_search_key_free(key);
	if (rc)
		return rc;
	for (clistiter *i = clist_begin(uids); i; i = clist_next(i)) {
		const uint32_t *uid = clist_content(i);

		if (*uid >= first) /* "n:*" names the last message even below n */
			ARENA_PUSH(a, &list)->uid = *uid;
	}
	mailimap_search_result_free(uids);
	if (!list.n)
		return RC_OK;
	qsort(list.at, list.n, sizeof(*list.at), by_uid);
	if (list.n > max)
		list.n = max;
	*ret = list.at;
	*ret_n = list.n;

	set = mailimap_set_new_empty();
	for (size_t i = 0; set && i < list.n; i++) {
		size_t end = i;

		while (end + 1 < list.n && list.at[end + 1].uid == list.at[end].uid + 1)
			end++;
		if (mailimap_set_add_interval(set, list.at[i].uid, list.at[end].uid) !=
		    MAILIMAP_NO_ERROR)
			break;
		i = end;
	}
	{
		struct imap_mail *sizes = NULL;
		size_t n = 0;

		rc = fetch(m, a, set, 0, &sizes, &n, fail, reterr);
		if (set)
			mailimap_set_free(set);
		if (rc)
			return rc;
		if (n)
			qsort(sizes, n, sizeof(*sizes), mail_by_uid);
		/* A UID whose size was not told stays in the list: whether it is still there shows when
		 * it is fetched. */
		for (size_t i = 0, k = 0; i < list.n; i++) {
			while (k < n && sizes[k].uid < list.at[i].uid)
				k++;
			if (k < n && sizes[k].uid == list.at[i].uid) {
				list.at[i].size = sizes[k].size;
				list.at[i].internal_date = sizes[k].internal_date;
			}
		}
	}
	/* Told twice is there once. */
	*ret_n = 0;
	for (size_t i = 0; i < list.n; i++)
		if (!i || list.at[i].uid != list.at[i - 1].uid)
			list.at[(*ret_n)++] = list.at[i];
	*ret = list.at;
	return RC_OK;
}

enum rc imap_fetch(struct imap *m, struct arena *a, const uint32_t *uid, size_t n,
		   struct imap_mail **ret, size_t *ret_n, enum net_fail *fail, struct why *reterr)
{
	struct mailimap_set *set = mailimap_set_new_empty();
	enum rc rc;

	*ret_n = 0;
	*fail = NET_DOWN;
	for (size_t i = 0; set && i < n; i++) {
		size_t end = i;

		while (end + 1 < n && uid[end + 1] == uid[end] + 1)
			end++;
		if (mailimap_set_add_interval(set, uid[i], uid[end]) != MAILIMAP_NO_ERROR) {
			mailimap_set_free(set);
			return why_fail(reterr, RC_RETRY, "no memory for FETCH");
		}
		i = end;
	}
	rc = fetch(m, a, set, SIZE_MAX, ret, ret_n, fail, reterr);
	if (set)
		mailimap_set_free(set);
	return rc;
}

enum rc imap_fetch_head(struct imap *m, struct arena *a, uint32_t uid, uint32_t bytes,
			struct span *ret, enum net_fail *fail, struct why *reterr)
{
	struct mailimap_set *set = mailimap_set_new_single(uid);
	struct imap_mail *one = NULL;
	size_t n = 0;
	enum rc rc = fetch(m, a, set, bytes, &one, &n, fail, reterr);

	if (set)
		mailimap_set_free(set);
	if (rc)
		return rc;
	*ret = n ? one[0].raw : S("");
	return RC_OK;
}

enum rc imap_first_since(struct imap *m, struct day day, uint32_t *ret, enum net_fail *fail,
			 struct why *reterr)
{
	struct civil c = day_civil(day);
	struct mailimap_date *date = mailimap_date_new(c.day, c.month, c.year);
	struct mailimap_search_key *key = date ? mailimap_search_key_new_since(date) : NULL;
	clist *uids = NULL;
	enum rc rc;

	*ret = 0;
	*fail = NET_DOWN;
	if (!key) {
		if (date)
			mailimap_date_free(date);
		return why_fail(reterr, RC_RETRY, "no memory for SEARCH");
	}
	imap_begin(m);
	rc = imap_result(m, mailimap_uid_search(m->m, NULL, key, &uids), "SEARCH", fail, reterr);
	mailimap_search_key_free(key);
	if (rc)
		return rc;
	for (clistiter *i = clist_begin(uids); i; i = clist_next(i)) {
		const uint32_t *uid = clist_content(i);

		if (!*ret || *uid < *ret)
			*ret = *uid;
	}
	mailimap_search_result_free(uids);
	return RC_OK;
}
