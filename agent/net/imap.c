/* Opening an IMAP session: connect, TLS, LOGIN, capabilities, folders (RFC 3501, 6154, 2342). */
#include "imap_in.h"

#include "span.h"

/* Shorter than the service manager's watchdog. */
enum { TOTAL_MAX_S = 600 };

void imap_begin(struct imap *m)
{
	tls_stream_begin(m->tls, m->timeout_s < TOTAL_MAX_S / 10 ? m->timeout_s * 10 : TOTAL_MAX_S);
}

enum rc imap_result(struct imap *m, int code, const char *what, enum net_fail *fail,
		    struct why *reterr)
{
	const char *said = m->m && m->m->imap_response ? m->m->imap_response : "";

	switch (code) {
	case MAILIMAP_NO_ERROR:
	case MAILIMAP_NO_ERROR_AUTHENTICATED:
	case MAILIMAP_NO_ERROR_NON_AUTHENTICATED:
		*fail = NET_OK;
		return RC_OK;
	case MAILIMAP_ERROR_LOGIN:
		*fail = NET_LOGIN;
		return why_fail(reterr, RC_RETRY,
				"%s: the server refused name or password (%.200s)", what, said);
	case MAILIMAP_ERROR_BAD_STATE:
	case MAILIMAP_ERROR_STREAM:
	case MAILIMAP_ERROR_PARSE:
	case MAILIMAP_ERROR_CONNECTION_REFUSED:
	case MAILIMAP_ERROR_MEMORY:
	case MAILIMAP_ERROR_FATAL:
	case MAILIMAP_ERROR_PROTOCOL:
	case MAILIMAP_ERROR_SSL:
		*fail = NET_DOWN;
		m->broken = true;
		return why_fail(reterr, RC_RETRY, "%s: connection lost (code %d)", what, code);
	default:
		*fail = NET_REFUSED;
		return why_fail(reterr, RC_REFUSED, "%s: refused: %.300s", what, said);
	}
}

const char *imap_folder_name(const struct imap *m, struct arena *a, const char *name)
{
	size_t n = strlen(name);
	char *out = arena_alloc(a, strlen(m->prefix) + n + 1);
	size_t w = 0;

	if (strcmp(name, "INBOX") != 0)
		for (const char *p = m->prefix; *p; p++)
			out[w++] = *p;
	for (size_t i = 0; i < n; i++)
		out[w++] = name[i] == '/' ? m->separator : name[i];
	out[w] = '\0';
	return out;
}

static bool list_has_sent(const struct mailimap_mbx_list_flags *flags)
{
	if (!flags || !flags->mbf_oflags)
		return false;
	for (clistiter *i = clist_begin(flags->mbf_oflags); i; i = clist_next(i)) {
		const struct mailimap_mbx_list_oflag *f = clist_content(i);

		if (f->of_type == MAILIMAP_MBX_LIST_OFLAG_FLAG_EXT && f->of_flag_ext &&
		    span_ieq_str(span_of(f->of_flag_ext), "Sent"))
			return true;
		if (f->of_type == MAILIMAP_MBX_LIST_OFLAG_FLAG_EXT && f->of_flag_ext &&
		    span_ieq_str(span_of(f->of_flag_ext), "\\Sent"))
			return true;
	}
	return false;
}

/* The separator from LIST "" "", the prefix from how other folders are named, \Sent by its flag. */
static enum rc learn_folders(struct imap *m, enum net_fail *fail, struct why *reterr)
{
	clist *list = NULL;
	bool flat_only = true;
	size_t others = 0;
	enum rc rc;

	imap_begin(m);
	rc = imap_result(m, mailimap_list(m->m, "", "*", &list), "LIST", fail, reterr);
	if (rc)
		return rc;
	for (clistiter *i = clist_begin(list); i; i = clist_next(i)) {
		const struct mailimap_mailbox_list *box = clist_content(i);

		if (box->mb_delimiter)
			m->separator = box->mb_delimiter;
		if (list_has_sent(box->mb_flag))
			(void)snprintf(m->sent, sizeof(m->sent), "%s", box->mb_name);
		if (!span_ieq_str(span_of(box->mb_name), "INBOX")) {
			others++;
			if (!span_istarts(span_of(box->mb_name), S("INBOX")) ||
			    box->mb_name[5] != m->separator)
				flat_only = false;
		}
	}
	mailimap_list_result_free(list);
	/* Servers of the Courier kind keep every folder under INBOX. */
	if (others && flat_only)
		(void)snprintf(m->prefix, sizeof(m->prefix), "INBOX%c", m->separator);
	return RC_OK;
}

static enum rc learn_capabilities(struct imap *m, enum net_fail *fail, struct why *reterr)
{
	struct mailimap_capability_data *caps = NULL;
	enum rc rc;

	imap_begin(m);
	rc = imap_result(m, mailimap_capability(m->m, &caps), "CAPABILITY", fail, reterr);
	if (rc)
		return rc;
	mailimap_capability_data_free(caps);
	m->idle = mailimap_has_idle(m->m);
	m->uidplus = mailimap_has_uidplus(m->m);
	m->move = mailimap_has_extension(m->m, "MOVE");
	return RC_OK;
}

static enum rc start_tls(struct imap *m, enum net_fail *fail, struct why *reterr)
{
	enum rc rc;

	imap_begin(m);
	rc = imap_result(m, mailimap_starttls(m->m), "STARTTLS", fail, reterr);
	if (rc)
		return rc == RC_REFUSED ? RC_RETRY : rc;
	/* What was sent in clear text after the OK could be anybody's (CVE-2020-15953). */
	if (m->m->imap_stream->read_buffer_len || tls_stream_pending(m->tls)) {
		*fail = NET_DOWN;
		return why_fail(reterr, RC_RETRY, "STARTTLS: bytes in clear text after the answer");
	}
	return tls_stream_secure(m->tls, fail, reterr);
}

static enum rc log_in(struct imap *m, const struct net_account *acc, enum net_fail *fail,
		      struct why *reterr)
{
	imap_begin(m);
	if (acc->token)
		return imap_result(m, mailimap_oauth2_authenticate(m->m, acc->user, acc->token),
				   "AUTHENTICATE XOAUTH2", fail, reterr);
	return imap_result(m, mailimap_login(m->m, acc->user, acc->password), "LOGIN", fail,
			   reterr);
}

enum rc imap_open(const struct net_account *acc, struct imap **ret, enum net_fail *fail,
		  struct why *reterr)
{
	struct imap *m = calloc(1, sizeof(*m));
	mailstream_low *low = NULL;
	mailstream *stream;
	enum rc rc;

	*fail = NET_DOWN;
	if (!m)
		return why_fail(reterr, RC_RETRY, "no memory for a session");
	m->timeout_s = acc->timeout_s;
	m->poll_ms = acc->poll_s * 1000;
	m->separator = '/';
	rc = tls_stream_open(acc, &m->tls, &low, fail, reterr);
	if (rc) {
		free(m);
		return rc;
	}
	m->m = mailimap_new(0, NULL);
	stream = m->m ? mailstream_new(low, 16384) : NULL;
	if (!stream) {
		mailstream_low_free(low);
		if (m->m)
			mailimap_free(m->m);
		free(m);
		return why_fail(reterr, RC_RETRY, "no memory for a session");
	}
	mailimap_set_timeout(m->m, acc->timeout_s);
	rc = imap_result(m, mailimap_connect(m->m, stream), "greeting", fail, reterr);
	if (!rc && acc->tls == NET_STARTTLS)
		rc = start_tls(m, fail, reterr);
	if (!rc)
		rc = log_in(m, acc, fail, reterr);
	if (!rc)
		rc = learn_capabilities(m, fail, reterr);
	if (!rc)
		rc = learn_folders(m, fail, reterr);
	if (rc) {
		imap_close(m);
		return rc == RC_REFUSED ? RC_RETRY : rc;
	}
	*ret = m;
	return RC_OK;
}

void imap_close(struct imap *m)
{
	if (!m)
		return;
	if (m->m->imap_stream && m->m->imap_state != MAILIMAP_STATE_DISCONNECTED && !m->broken) {
		tls_stream_begin(m->tls, 2);
		if (mailimap_logout(m->m) != MAILIMAP_NO_ERROR)
			m->tls = NULL; /* gone already; mailimap_free frees the stream */
	}
	mailimap_free(m->m);
	free(m);
}

const char *imap_sent_folder(const struct imap *m)
{
	return m->sent[0] ? m->sent : NULL;
}

enum rc imap_select(struct imap *m, const char *box, struct imap_box *ret, enum net_fail *fail,
		    struct why *reterr)
{
	SCOPED_ARENA a = arena_new(8192);
	enum rc rc;

	imap_begin(m);
	rc = imap_result(m, mailimap_select(m->m, imap_folder_name(m, a, box)), "SELECT", fail,
			 reterr);
	if (rc)
		return rc;
	if (!m->m->imap_selection_info || !m->m->imap_selection_info->sel_uidvalidity) {
		*fail = NET_REFUSED;
		return why_fail(reterr, RC_REFUSED, "SELECT %s: the server gives no UIDVALIDITY",
				box);
	}
	ret->uidvalidity = m->m->imap_selection_info->sel_uidvalidity;
	ret->uidnext = m->m->imap_selection_info->sel_uidnext;
	ret->exists = m->m->imap_selection_info->sel_exists;
	return RC_OK;
}

enum rc imap_ensure_folders(struct imap *m, const char *const *names, size_t n, enum net_fail *fail,
			    struct why *reterr)
{
	SCOPED_ARENA a = arena_new(65536);

	for (size_t i = 0; i < n; i++) {
		const char *name = imap_folder_name(m, a, names[i]);
		clist *list = NULL;
		bool there;
		enum rc rc;

		imap_begin(m);
		rc = imap_result(m, mailimap_list(m->m, "", name, &list), "LIST", fail, reterr);
		if (rc)
			return rc;
		there = clist_begin(list) != NULL;
		mailimap_list_result_free(list);
		if (there)
			continue;
		imap_begin(m);
		rc = imap_result(m, mailimap_create(m->m, name), "CREATE", fail, reterr);
		if (rc)
			return why_prefix(reterr, rc, "folder %s", names[i]);
		imap_begin(m);
		/* An unsubscribed folder works too; mail clients just hide it. */
		rc = imap_result(m, mailimap_subscribe(m->m, name), "SUBSCRIBE", fail, reterr);
		if (rc && *fail == NET_DOWN)
			return rc;
	}
	*fail = NET_OK;
	return RC_OK;
}
