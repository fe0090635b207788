/* Sockets and TLS under libetpan: chain and host name verified (RFC 6125 by GnuTLS), TLS 1.2 or
 * newer, SNI, TCP_NODELAY, keep-alive, deadlines in total and per wait. */
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include "answer_guard.h"
#include "tls_stream.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { STOP_GRACE_MS = 1000 };

struct tls_stream {
	int fd, wait_ms;
	int64_t deadline_ms; /* monotonic */
	int stop_fd;         /* readable = we are asked to stop; -1 = nobody asks */
	bool stopping;
	bool secure;
	uint64_t most_bytes;
	struct answer_guard guard;
	char in[16384]; /* what came and was not passed on yet */
	size_t in_at, in_n;
	gnutls_session_t session;
	gnutls_certificate_credentials_t cred;
	char host[256], ca_file[4096];
};

static int64_t mono_ms(void)
{
	struct timespec ts;

	if (clock_gettime(CLOCK_MONOTONIC, &ts) != 0)
		return 0;
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

void tls_stream_begin(struct tls_stream *t, int total_s)
{
	t->deadline_ms = mono_ms() + (t->stopping ? STOP_GRACE_MS : (int64_t)total_s * 1000);
	answer_guard_begin(&t->guard, t->most_bytes);
}

int tls_stream_fd(const struct tls_stream *t)
{
	return t->fd;
}

size_t tls_stream_pending(const struct tls_stream *t)
{
	return t->in_n - t->in_at + (t->secure ? gnutls_record_check_pending(t->session) : 0);
}

/* Wait for the socket; false when the wait or the deadline is over. */
static bool wait_for(struct tls_stream *t, short events)
{
	for (;;) {
		struct pollfd p[2] = { { .fd = t->fd, .events = events },
				       { .fd = t->stopping ? -1 : t->stop_fd, .events = POLLIN } };
		int64_t left = t->deadline_ms - mono_ms();
		int n;

		if (left <= 0)
			return false;
		n = poll(p, ARRAY_LEN(p), left < t->wait_ms ? (int)left : t->wait_ms);
		if (n > 0 && p[1].revents) {
			t->stopping = true;
			if (left > STOP_GRACE_MS)
				t->deadline_ms = mono_ms() + STOP_GRACE_MS;
		}
		if (n > 0 && p[0].revents)
			return true;
		if (n == 0 || (n < 0 && errno != EINTR))
			return false;
	}
}

/* More bytes into t->in, which is empty. */
static ssize_t receive(struct tls_stream *t)
{
	for (;;) {
		ssize_t r = t->secure ? gnutls_record_recv(t->session, t->in, sizeof(t->in)) :
					recv(t->fd, t->in, sizeof(t->in), 0);
		bool again = t->secure ? r == GNUTLS_E_AGAIN || r == GNUTLS_E_INTERRUPTED :
					 r < 0 && (errno == EAGAIN || errno == EINTR);

		if (r > 0)
			return r;
		/* The end is an error too: libetpan asks on and on after a 0 inside a literal. */
		if (!again || r == 0)
			return -1;
		if (!wait_for(t, t->secure && gnutls_record_get_direction(t->session) ? POLLOUT :
											POLLIN))
			return -1;
	}
}

static ssize_t stream_read(mailstream_low *low, void *bytes, size_t n)
{
	struct tls_stream *t = low->data;
	ptrdiff_t got = 0;

	while (!got) {
		if (t->in_at == t->in_n && !t->guard.inserted) {
			ssize_t r = receive(t);

			if (r <= 0)
				return -1;
			t->in_at = 0;
			t->in_n = (size_t)r;
		}
		got = answer_guard_pass(&t->guard, t->in, t->in_n, &t->in_at, bytes, n);
	}
	return got;
}

static ssize_t stream_write(mailstream_low *low, const void *bytes, size_t n)
{
	struct tls_stream *t = low->data;

	for (;;) {
		ssize_t r = t->secure ? gnutls_record_send(t->session, bytes, n) :
					send(t->fd, bytes, n, MSG_NOSIGNAL);
		bool again = t->secure ? r == GNUTLS_E_AGAIN || r == GNUTLS_E_INTERRUPTED :
					 r < 0 && (errno == EAGAIN || errno == EINTR);

		if (r >= 0)
			return r;
		if (!again)
			return -1;
		if (!wait_for(t, POLLOUT))
			return -1;
	}
}

static void stream_end(struct tls_stream *t)
{
	if (t->session)
		gnutls_deinit(t->session);
	if (t->cred)
		gnutls_certificate_free_credentials(t->cred);
	if (t->fd >= 0)
		close(t->fd);
	free(t);
}

static int stream_close(mailstream_low *low)
{
	struct tls_stream *t = low->data;

	/* One close-notify, without waiting for the peer's. */
	if (t->secure && gnutls_bye(t->session, GNUTLS_SHUT_WR) < 0)
		return 0;
	return 0;
}

static int stream_fd(mailstream_low *low)
{
	const struct tls_stream *t = low->data;

	return t->fd;
}

static void stream_free(mailstream_low *low)
{
	stream_end(low->data);
	free(low->identifier);
	free(low);
}

static mailstream_low_driver driver = {
	.mailstream_read = stream_read,
	.mailstream_write = stream_write,
	.mailstream_close = stream_close,
	.mailstream_get_fd = stream_fd,
	.mailstream_free = stream_free,
};

static bool set_option(int fd, int level, int name, int value)
{
	return setsockopt(fd, level, name, &value, sizeof(value)) == 0;
}

/* Dead peers behind a NAT are noticed in two minutes. */
static void tune_socket(int fd)
{
	if (!set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1) ||
	    !set_option(fd, SOL_SOCKET, SO_KEEPALIVE, 1) ||
	    !set_option(fd, IPPROTO_TCP, TCP_KEEPIDLE, 60) ||
	    !set_option(fd, IPPROTO_TCP, TCP_KEEPINTVL, 20) ||
	    !set_option(fd, IPPROTO_TCP, TCP_KEEPCNT, 3))
		errno = 0; /* a kernel without these still works */
}

static bool connect_one(struct tls_stream *t, const struct addrinfo *ai)
{
	int err = 0;
	socklen_t len = sizeof(err);

	t->fd = socket(ai->ai_family, ai->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK,
		       ai->ai_protocol);
	if (t->fd < 0)
		return false;
	tune_socket(t->fd);
	if (connect(t->fd, ai->ai_addr, ai->ai_addrlen) == 0)
		return true;
	if (errno == EINPROGRESS) {
		if (wait_for(t, POLLOUT) &&
		    getsockopt(t->fd, SOL_SOCKET, SO_ERROR, &err, &len) == 0 && err == 0)
			return true;
		errno = err ? err : ETIMEDOUT;
	}
	err = errno;
	close(t->fd);
	t->fd = -1;
	errno = err;
	return false;
}

static enum rc connect_host(struct tls_stream *t, const struct net_account *acc, struct why *reterr)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_ADDRCONFIG };
	struct addrinfo *list = NULL;
	char port[8];
	int rc;

	(void)snprintf(port, sizeof(port), "%d", acc->port);
	rc = getaddrinfo(acc->host, port, &hints, &list);
	if (rc)
		return why_fail(reterr, RC_RETRY, "%s: %s", acc->host, gai_strerror(rc));
	for (const struct addrinfo *ai = list; ai && t->fd < 0; ai = ai->ai_next)
		if (connect_one(t, ai))
			break;
	freeaddrinfo(list);
	if (t->fd < 0)
		return why_fail(reterr, RC_RETRY, "%s port %d: %s", acc->host, acc->port,
				strerror(errno));
	return RC_OK;
}

static enum rc load_trust(struct tls_stream *t, struct why *reterr)
{
	int n;

	if (gnutls_certificate_allocate_credentials(&t->cred) < 0)
		return why_fail(reterr, RC_RETRY, "TLS: no memory for credentials");
	n = t->ca_file[0] ? gnutls_certificate_set_x509_trust_file(t->cred, t->ca_file,
								   GNUTLS_X509_FMT_PEM) :
			    gnutls_certificate_set_x509_system_trust(t->cred);
	if (n <= 0)
		return why_fail(reterr, RC_BAD_CONFIG, "TLS: no trusted certificates in %s",
				t->ca_file[0] ? t->ca_file : "the system's store");
	return RC_OK;
}

enum rc tls_stream_secure(struct tls_stream *t, enum net_fail *fail, struct why *reterr)
{
	enum rc rc = load_trust(t, reterr);
	int r;

	*fail = NET_CERT;
	if (rc)
		return rc;
	if (gnutls_init(&t->session, GNUTLS_CLIENT | GNUTLS_NONBLOCK) < 0 ||
	    gnutls_server_name_set(t->session, GNUTLS_NAME_DNS, t->host, strlen(t->host)) < 0 ||
	    gnutls_priority_set_direct(t->session,
				       "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:%PROFILE_MEDIUM",
				       NULL) < 0 ||
	    gnutls_credentials_set(t->session, GNUTLS_CRD_CERTIFICATE, t->cred) < 0)
		return why_fail(reterr, RC_RETRY, "TLS: set-up failed");
	gnutls_session_set_verify_cert(t->session, t->host, 0);
	gnutls_transport_set_int(t->session, t->fd);
	while ((r = gnutls_handshake(t->session)) < 0) {
		if (r == GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR) {
			gnutls_datum_t text = { NULL, 0 };
			unsigned status = gnutls_session_get_verify_cert_status(t->session);

			if (gnutls_certificate_verification_status_print(status, GNUTLS_CRT_X509,
									 &text, 0) < 0)
				return why_fail(reterr, RC_RETRY,
						"certificate of %s is not trusted", t->host);
			why_set(reterr, "certificate of %s: %.300s", t->host,
				(const char *)text.data);
			gnutls_free(text.data);
			return RC_RETRY;
		}
		if (gnutls_error_is_fatal(r)) {
			*fail = NET_DOWN;
			return why_fail(reterr, RC_RETRY, "TLS with %s: %s", t->host,
					gnutls_strerror(r));
		}
		if (!wait_for(t, gnutls_record_get_direction(t->session) ? POLLOUT : POLLIN)) {
			*fail = NET_DOWN;
			return why_fail(reterr, RC_RETRY, "TLS with %s: no answer in time",
					t->host);
		}
	}
	t->secure = true;
	*fail = NET_OK;
	return RC_OK;
}

enum rc tls_stream_open(const struct net_account *acc, struct tls_stream **ret,
			mailstream_low **ret_low, enum net_fail *fail, struct why *reterr)
{
	struct tls_stream *t = calloc(1, sizeof(*t));
	enum rc rc;

	*fail = NET_DOWN;
	if (!t)
		return why_fail(reterr, RC_RETRY, "no memory for a connection");
	t->fd = -1;
	t->wait_ms = acc->timeout_s * 1000;
	(void)snprintf(t->host, sizeof(t->host), "%s", acc->host);
	(void)snprintf(t->ca_file, sizeof(t->ca_file), "%s", acc->ca_file ? acc->ca_file : "");
	t->stop_fd = acc->stop_fd;
	t->most_bytes = acc->most_bytes;
	tls_stream_begin(t, acc->timeout_s);
	rc = connect_host(t, acc, reterr);
	if (!rc && acc->tls == NET_TLS)
		rc = tls_stream_secure(t, fail, reterr);
	if (!rc) {
		*ret_low = mailstream_low_new(t, &driver);
		if (!*ret_low)
			rc = why_fail(reterr, RC_RETRY, "no memory for a connection");
	}
	if (rc) {
		stream_end(t);
		return rc;
	}
	*ret = t;
	*fail = NET_OK;
	return RC_OK;
}
