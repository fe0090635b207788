/* Moving, searching by Message-ID, storing a copy (RFC 6851, 4315). */
#include "imap_in.h"

#include "span.h"

static struct mailimap_set *set_of(const uint32_t *uid, size_t n)
{
	struct mailimap_set *set = mailimap_set_new_empty();

	for (size_t i = 0; set && i < n; i++)
		if (mailimap_set_add_single(set, uid[i]) != MAILIMAP_NO_ERROR) {
			mailimap_set_free(set);
			return NULL;
		}
	return set;
}

static enum rc add_flag(struct imap *m, struct mailimap_set *set, const char *keyword,
			enum net_fail *fail, struct why *reterr)
{
	struct mailimap_flag_list *flags = mailimap_flag_list_new_empty();
	struct mailimap_store_att_flags *att;
	struct mailimap_flag *flag;
	char *copy = keyword ? strdup(keyword) : NULL;
	enum rc rc;

	*fail = NET_DOWN;
	flag = keyword ? (copy ? mailimap_flag_new_flag_keyword(copy) : NULL) :
			 mailimap_flag_new_deleted();
	if (!flags || !flag || mailimap_flag_list_add(flags, flag) != MAILIMAP_NO_ERROR) {
		if (!flag)
			free(copy); /* else the flag's */
		/* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): a flag owns its text */
		return why_fail(reterr, RC_RETRY, "no memory for STORE");
	}
	att = mailimap_store_att_flags_new_add_flags(flags);
	if (!att)
		return why_fail(reterr, RC_RETRY, "no memory for STORE");
	imap_begin(m);
	rc = imap_result(m, mailimap_uid_store(m->m, set, att), "STORE", fail, reterr);
	mailimap_store_att_flags_free(att);
	return rc; /* NOLINT(clang-analyzer-unix.Malloc): the flag owned the copy */
}

/* Without MOVE. Without UIDPLUS a plain EXPUNGE would also remove what others marked deleted, so the
 * original stays, marked by a keyword. */
static enum rc copy_away(struct imap *m, struct mailimap_set *set, const char *folder,
			 enum net_fail *fail, struct why *reterr)
{
	enum rc rc;

	imap_begin(m);
	rc = imap_result(m, mailimap_uid_copy(m->m, set, folder), "COPY", fail, reterr);
	if (rc)
		return rc;
	if (!m->uidplus)
		return add_flag(m, set, "$PlicHandled", fail, reterr);
	rc = add_flag(m, set, NULL, fail, reterr);
	if (rc)
		return rc;
	imap_begin(m);
	return imap_result(m, mailimap_uid_expunge(m->m, set), "EXPUNGE", fail, reterr);
}

static enum rc move_set(struct imap *m, struct mailimap_set *set, const char *folder,
			enum net_fail *fail, struct why *reterr)
{
	uint32_t validity = 0;
	struct mailimap_set *src = NULL, *dst = NULL;
	int code;

	if (!m->move)
		return copy_away(m, set, folder, fail, reterr);
	imap_begin(m);
	code = mailimap_uidplus_uid_move(m->m, set, folder, &validity, &src, &dst);
	if (code == MAILIMAP_NO_ERROR) {
		if (src)
			mailimap_set_free(src);
		if (dst)
			mailimap_set_free(dst);
	}
	return imap_result(m, code, "MOVE", fail, reterr);
}

enum rc imap_move(struct imap *m, const uint32_t *uid, size_t n, const char *folder,
		  enum net_fail *fail, struct why *reterr)
{
	SCOPED_ARENA a = arena_new(8192);
	const char *name = imap_folder_name(m, a, folder);
	struct mailimap_set *set;
	enum rc rc;

	*fail = NET_OK;
	if (!n)
		return RC_OK;
	set = set_of(uid, n);
	if (!set) {
		*fail = NET_DOWN;
		return why_fail(reterr, RC_RETRY, "no memory for MOVE");
	}
	rc = move_set(m, set, name, fail, reterr);
	if (rc == RC_REFUSED) {
		/* The folder may have been removed since the start: make it and try once more. */
		const char *const names[] = { folder };

		rc = imap_ensure_folders(m, names, 1, fail, reterr);
		if (!rc)
			rc = move_set(m, set, name, fail, reterr);
	}
	mailimap_set_free(set);
	return rc;
}

enum rc imap_has_message_id(struct imap *m, const char *folder, const char *message_id,
			    const char *back, bool *ret, enum net_fail *fail, struct why *reterr)
{
	SCOPED_ARENA a = arena_new(8192);
	struct mailimap_search_key *key;
	char *header = strdup("Message-ID"), *value = strdup(message_id);
	const char *name;
	struct imap_box box;
	clist *found = NULL;
	enum rc rc, rc_back;

	*ret = false;
	*fail = NET_DOWN;
	key = header && value ? mailimap_search_key_new_header(header, value) : NULL;
	if (!key) {
		free(header);
		free(value);
		return why_fail(reterr, RC_RETRY, "no memory for SEARCH");
	}
	/* The \Sent folder is known by the server's own name for it.
	 * NOLINTNEXTLINE(clang-analyzer-unix.Malloc): the key owns header and value */
	name = m->sent[0] && !strcmp(folder, m->sent) ? folder : imap_folder_name(m, a, folder);
	imap_begin(m);
	rc = imap_result(m, mailimap_examine(m->m, name), "EXAMINE", fail, reterr);
	if (!rc) {
		imap_begin(m);
		rc = imap_result(m, mailimap_uid_search(m->m, NULL, key, &found), "SEARCH", fail,
				 reterr);
	}
	if (!rc) {
		*ret = clist_begin(found) != NULL;
		mailimap_search_result_free(found);
	}
	mailimap_search_key_free(key);
	if (rc && *fail == NET_DOWN)
		return rc;
	rc_back = imap_select(m, back, &box, fail, rc ? NULL : reterr);
	return rc ? rc : rc_back;
}

enum rc imap_append_sent(struct imap *m, const char *folder, struct span raw, enum net_fail *fail,
			 struct why *reterr)
{
	SCOPED_ARENA a = arena_new(8192);
	const char *name = m->sent[0] ? m->sent : imap_folder_name(m, a, folder);
	struct mailimap_flag_list *flags = mailimap_flag_list_new_empty();
	enum rc rc;

	*fail = NET_DOWN;
	if (!flags || mailimap_flag_list_add(flags, mailimap_flag_new_seen()) != MAILIMAP_NO_ERROR)
		return why_fail(reterr, RC_RETRY, "no memory for APPEND");
	imap_begin(m);
	rc = imap_result(m, mailimap_append(m->m, name, flags, NULL, raw.ptr, raw.len), "APPEND",
			 fail, reterr);
	mailimap_flag_list_free(flags);
	return rc;
}
