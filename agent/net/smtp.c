/* Submission by libcurl. CAPATH is unset: else this build reads the system's whole CA folder for each
 * connection. A reply lost after DATA (curl 56 or 28 once 354 was said) may mean "accepted". */
#include <curl/curl.h>

#include "smtp.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>

enum { STOP_GRACE_MS = 1000, STOP_GRACE_DATA_MS = 3000 };

struct smtp {
	CURL *curl;
	char url[600], ca[4096];
	char user[256], password[512], token[4096];
	struct smtp_result *result; /* of the call at hand */
	char error[CURL_ERROR_SIZE];
	const char *at;
	size_t left;
	bool data_said; /* the server answered 354 */
	int stop_fd, fd;
	int64_t stopped_ms; /* when we were asked to stop, 0 = not */
};

static size_t give_bytes(char *out, size_t size, size_t n, void *ctx)
{
	struct smtp *s = ctx;
	size_t room = size * n, take = s->left < room ? s->left : room;

	memcpy(out, s->at, take);
	s->at += take;
	s->left -= take;
	return take;
}

static bool printable(unsigned char c)
{
	return c >= 0x20 && c < 0x7f;
}

/* A failure is explained by the first refusal, else by the last reply line; 221 answers our QUIT. */
static size_t take_reply(char *line, size_t size, size_t n, void *ctx)
{
	struct smtp *s = ctx;
	size_t len = size * n, w = 0;

	if (len >= 4 && memcmp(line, "354", 3) == 0)
		s->data_said = true;
	if (len >= 4 && line[3] != '-' && s->result && s->result->reply[0] != '4' &&
	    s->result->reply[0] != '5') {
		for (size_t i = 0; i < len && w + 1 < sizeof(s->result->reply); i++)
			if (printable((unsigned char)line[i]))
				s->result->reply[w++] = line[i];
		s->result->reply[w] = '\0';
	}
	return len;
}

static int tune(void *ctx, curl_socket_t fd, curlsocktype purpose)
{
	struct smtp *s = ctx;
	int one = 1;

	(void)purpose;
	s->fd = fd;
	if (setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one)) != 0)
		return CURL_SOCKOPT_OK;
	return CURL_SOCKOPT_OK;
}

static int64_t mono_ms(void)
{
	struct timespec ts;

	if (clock_gettime(CLOCK_MONOTONIC, &ts) != 0)
		return 0;
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* libcurl asks at least once a second. A mail that was handed over is worth a little more patience: its answer
 * spares us the doubt. */
static int must_end(void *ctx, curl_off_t dl_total, curl_off_t dl, curl_off_t ul_total,
		    curl_off_t ul)
{
	struct smtp *s = ctx;
	struct pollfd p = { .fd = s->stop_fd, .events = POLLIN };

	(void)dl_total, (void)dl, (void)ul_total, (void)ul;
	if (!s->stopped_ms && s->stop_fd >= 0 && poll(&p, 1, 0) > 0)
		s->stopped_ms = mono_ms();
	if (!s->stopped_ms ||
	    mono_ms() - s->stopped_ms <= (s->data_said ? STOP_GRACE_DATA_MS : STOP_GRACE_MS))
		return 0;
	/* Else libcurl says QUIT and waits two minutes for the answer. */
	if (s->fd >= 0 && shutdown(s->fd, SHUT_RDWR) != 0)
		errno = 0; /* closed already */
	return 1;
}

static CURLcode set_options(struct smtp *s, const struct net_account *acc)
{
	CURL *c = s->curl;
	CURLcode r = CURLE_OK;

#define SET(opt, val)                                      \
	do {                                               \
		if (!r)                                    \
			r = curl_easy_setopt(c, opt, val); \
	} while (0)
	SET(CURLOPT_URL, s->url);
	SET(CURLOPT_PROTOCOLS_STR, acc->tls == NET_TLS ? "smtps" : "smtp");
	SET(CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
	SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	SET(CURLOPT_SSL_VERIFYPEER, 1L);
	SET(CURLOPT_SSL_VERIFYHOST, 2L);
	if (s->ca[0]) {
		SET(CURLOPT_CAINFO, s->ca);
		SET(CURLOPT_CAPATH, NULL);
	}
	SET(CURLOPT_XFERINFOFUNCTION, must_end);
	SET(CURLOPT_XFERINFODATA, s);
	SET(CURLOPT_NOPROGRESS, 0L);
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_CONNECTTIMEOUT, 20L);
	SET(CURLOPT_TIMEOUT, (long)acc->timeout_s);
	SET(CURLOPT_SOCKOPTFUNCTION, tune);
	SET(CURLOPT_SOCKOPTDATA, s);
	SET(CURLOPT_HEADERFUNCTION, take_reply);
	SET(CURLOPT_HEADERDATA, s);
	SET(CURLOPT_WRITEFUNCTION, take_reply);
	SET(CURLOPT_WRITEDATA, s);
	SET(CURLOPT_READFUNCTION, give_bytes);
	SET(CURLOPT_READDATA, s);
	SET(CURLOPT_ERRORBUFFER, s->error);
#undef SET
	return r;
}

enum rc smtp_new(const struct net_account *acc, const char *ehlo_name, struct smtp **ret,
		 struct why *reterr)
{
	struct smtp *s;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return why_fail(reterr, RC_RETRY, "libcurl does not start");
	s = calloc(1, sizeof(*s));
	if (!s)
		return why_fail(reterr, RC_RETRY, "no memory for SMTP");
	(void)snprintf(s->url, sizeof(s->url), "%s://%s:%d/%s",
		       acc->tls == NET_TLS ? "smtps" : "smtp", acc->host, acc->port, ehlo_name);
	(void)snprintf(s->ca, sizeof(s->ca), "%s", acc->ca_file ? acc->ca_file : "");
	s->fd = -1;
	s->curl = curl_easy_init();
	if (!s->curl || set_options(s, acc) != CURLE_OK || smtp_login(s, acc, reterr)) {
		smtp_free(s);
		return why_fail(reterr, RC_RETRY, "libcurl refuses the SMTP settings");
	}
	*ret = s;
	return RC_OK;
}

static bool same_text(const char *a, const char *b)
{
	return !strcmp(a, b ? b : "");
}

enum rc smtp_login(struct smtp *s, const struct net_account *acc, struct why *reterr)
{
	CURLcode r;

	s->stop_fd = acc->stop_fd;
	if (s->user[0] && same_text(s->user, acc->user) && same_text(s->password, acc->password) &&
	    same_text(s->token, acc->token))
		return RC_OK;
	(void)snprintf(s->user, sizeof(s->user), "%s", acc->user);
	(void)snprintf(s->password, sizeof(s->password), "%s", acc->password ? acc->password : "");
	(void)snprintf(s->token, sizeof(s->token), "%s", acc->token ? acc->token : "");
	r = curl_easy_setopt(s->curl, CURLOPT_USERNAME, s->user);
	if (!r)
		r = curl_easy_setopt(s->curl, CURLOPT_PASSWORD, acc->token ? NULL : s->password);
	if (!r)
		r = curl_easy_setopt(s->curl, CURLOPT_XOAUTH2_BEARER, acc->token ? s->token : NULL);
	return r ? why_fail(reterr, RC_RETRY, "libcurl refuses the login") : RC_OK;
}

void smtp_free(struct smtp *s)
{
	if (!s)
		return;
	curl_easy_cleanup(s->curl);
	explicit_bzero(s->password, sizeof(s->password));
	explicit_bzero(s->token, sizeof(s->token));
	free(s);
}

/* libcurl names the command in its error text only. */
static bool at_mail_from(const struct smtp *s)
{
	return !s->data_said && strncmp(s->error, "MAIL failed", 11) == 0;
}

/* A 5xx that speaks of us: to MAIL FROM, or, as many servers tell it, to RCPT or after DATA (RFC 3463 X.1.7, X.1.8). */
static bool sender_refused(const struct smtp *s)
{
	static const char *const words[] = { " 5.1.7 ", " 5.1.8 ", "ender address rejected",
					     " 5.7.60 ", "SendAsDenied" };
	const char *reply = s->result ? s->result->reply : "";

	if (at_mail_from(s))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strstr(reply, words[i]))
			return true;
	return false;
}

/* What a 4xx or 5xx means. "Too big" speaks of the mail, to MAIL FROM too (RFC 1870). A 4xx to MAIL FROM is the
 * server's own trouble: all mail waits. */
static enum net_fail fail_of_code(const struct smtp *s, long code, enum net_fail otherwise)
{
	if (code == 552 || code == 452)
		return code == 552 ? NET_REFUSED : NET_LATER;
	if (code >= 500)
		return sender_refused(s) ? NET_SENDER : NET_REFUSED;
	if (code >= 400)
		return at_mail_from(s) ? NET_DOWN : NET_LATER;
	return otherwise;
}

static enum net_fail fail_of(const struct smtp *s, CURLcode r, long code)
{
	switch ((int)r) {
	case CURLE_OK:
		return NET_OK;
	case CURLE_LOGIN_DENIED:
		return NET_LOGIN;
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
		return NET_CERT;
	case CURLE_WEIRD_SERVER_REPLY:
		/* A greeting such as "554 no service" says nothing of this mail. */
		if (!s->data_said)
			return NET_DOWN;
		return fail_of_code(s, code, NET_UNKNOWN);
	case CURLE_SEND_ERROR: /* MAIL, RCPT refused: code says how */
		return fail_of_code(s, code, s->data_said ? NET_UNKNOWN : NET_DOWN);
	case CURLE_RECV_ERROR:
	case CURLE_GOT_NOTHING:
	case CURLE_OPERATION_TIMEDOUT:
	case CURLE_ABORTED_BY_CALLBACK:
		return s->data_said && code < 400 ? NET_UNKNOWN : NET_DOWN;
	default:
		return NET_DOWN;
	}
}

static enum rc done(struct smtp *s, CURLcode r, struct smtp_result *ret, struct why *reterr)
{
	long code = 0;

	if (curl_easy_getinfo(s->curl, CURLINFO_RESPONSE_CODE, &code) != CURLE_OK)
		code = 0;
	ret->code = (int)code;
	ret->fail = fail_of(s, r, code);
	s->result = NULL;
	/* 421 closes: nothing was said about this mail. */
	if (code == 421 && ret->fail == NET_LATER)
		ret->fail = NET_DOWN;
	if (ret->fail == NET_OK)
		return RC_OK;
	/* A friendly last word ("220 ready to start TLS") explains nothing. */
	if (ret->reply[0] != '4' && ret->reply[0] != '5')
		(void)snprintf(ret->reply, sizeof(ret->reply), "%s",
			       s->error[0] ? s->error : curl_easy_strerror(r));
	return why_fail(reterr, ret->fail == NET_REFUSED ? RC_REFUSED : RC_RETRY, "SMTP: %s",
			ret->reply);
}

static struct curl_slist *recipients(const char *to, const char *copy)
{
	struct curl_slist *list = curl_slist_append(NULL, to), *both;

	if (!list || !copy)
		return list;
	both = curl_slist_append(list, copy);
	if (!both)
		curl_slist_free_all(list);
	return both;
}

static CURLcode perform(struct smtp *s, const char *from, const char *to, const char *copy,
			struct span mail)
{
	struct curl_slist *rcpt = recipients(to, copy);
	CURLcode r;

	if (!rcpt)
		return CURLE_OUT_OF_MEMORY;
	s->at = mail.ptr;
	s->left = mail.len;
	s->data_said = false;
	s->error[0] = '\0';
	r = curl_easy_setopt(s->curl, CURLOPT_CUSTOMREQUEST, NULL);
	if (!r)
		r = curl_easy_setopt(s->curl, CURLOPT_NOBODY, 0L);
	if (!r)
		r = curl_easy_setopt(s->curl, CURLOPT_UPLOAD, 1L);
	if (!r)
		r = curl_easy_setopt(s->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)mail.len);
	if (!r)
		r = curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM, from);
	if (!r)
		r = curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, rcpt);
	if (!r)
		r = curl_easy_perform(s->curl);
	if (curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, NULL) != CURLE_OK && !r)
		r = CURLE_FAILED_INIT;
	curl_slist_free_all(rcpt);
	return r;
}

enum rc smtp_send(struct smtp *s, const char *from, const char *to, const char *copy,
		  struct span mail, struct smtp_result *ret, struct why *reterr)
{
	enum rc rc;

	memset(ret, 0, sizeof(*ret));
	s->result = ret;
	rc = done(s, perform(s, from, to, copy, mail), ret, reterr);
	/* Refused before DATA with two recipients: whose refusal it was shows without the copy. */
	if (!copy || s->data_said || (ret->fail != NET_REFUSED && ret->fail != NET_LATER))
		return rc;
	memset(ret, 0, sizeof(*ret));
	s->result = ret;
	return done(s, perform(s, from, to, NULL, mail), ret, reterr);
}

enum rc smtp_probe(struct smtp *s, struct smtp_result *ret, struct why *reterr)
{
	CURLcode r;

	memset(ret, 0, sizeof(*ret));
	s->result = ret;
	s->data_said = false;
	s->error[0] = '\0';
	r = curl_easy_setopt(s->curl, CURLOPT_UPLOAD, 0L);
	if (!r)
		r = curl_easy_setopt(s->curl, CURLOPT_NOBODY, 1L);
	if (!r)
		r = curl_easy_setopt(s->curl, CURLOPT_CUSTOMREQUEST, "NOOP");
	if (!r)
		r = curl_easy_perform(s->curl);
	return done(s, r, ret, reterr);
}
