/* A submission server with nothing behind it: STARTTLS, AUTH PLAIN and LOGIN asked for as the real ones do, every
 * mail accepted at once. Only for measuring: it checks no password and keeps nothing. */
#define _GNU_SOURCE
#include "lat_server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static gnutls_certificate_credentials_t cred;

static void die(const char *what)
{
	fprintf(stderr, "lat_probe: %s: %s\n", what, strerror(errno));
	exit(1);
}

int64_t mono_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static struct sockaddr_in loopback(int port)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return a;
}

int listen_on(int port)
{
	struct sockaddr_in a = loopback(port);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (fd < 0 || bind(fd, (struct sockaddr *)&a, sizeof(a)) || listen(fd, 16))
		die("listen");
	return fd;
}

int connect_to(int port)
{
	struct sockaddr_in a = loopback(port);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;

	if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof(a)))
		die("connect");
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	return fd;
}

void tls_set_up(const char *cert, const char *key)
{
	if (gnutls_certificate_allocate_credentials(&cred) < 0 ||
	    gnutls_certificate_set_x509_key_file(cred, cert, key, GNUTLS_X509_FMT_PEM) < 0)
		die("certificate");
}

/* Blocking: whoever connects waits for this alone. */
void tls_accept(struct peer *p)
{
	int r;

	if (gnutls_init(&p->tls, GNUTLS_SERVER) < 0 || gnutls_set_default_priority(p->tls) < 0 ||
	    gnutls_credentials_set(p->tls, GNUTLS_CRD_CERTIFICATE, cred) < 0)
		die("TLS");
	gnutls_transport_set_int(p->tls, p->fd);
	do
		r = gnutls_handshake(p->tls);
	while (r < 0 && !gnutls_error_is_fatal(r));
	if (r < 0)
		peer_end(p);
}

void peer_end(struct peer *p)
{
	if (p->tls)
		gnutls_deinit(p->tls);
	if (p->fd >= 0)
		close(p->fd);
	if (p->far > 0)
		close(p->far);
	*p = (struct peer){ .fd = -1 };
}

void peer_write(struct peer *p, const void *bytes, size_t n)
{
	const char *at = bytes;

	while (n && p->fd >= 0) {
		ssize_t r = p->tls ? gnutls_record_send(p->tls, at, n) : send(p->fd, at, n, MSG_NOSIGNAL);

		if (r == GNUTLS_E_AGAIN || r == GNUTLS_E_INTERRUPTED)
			continue;
		if (r < 0) {
			peer_end(p);
			return;
		}
		at += r;
		n -= (size_t)r;
	}
}

long peer_read(struct peer *p, void *bytes, size_t n)
{
	ssize_t r = p->tls ? gnutls_record_recv(p->tls, bytes, n) : recv(p->fd, bytes, n, 0);

	if (r == GNUTLS_E_AGAIN || r == GNUTLS_E_INTERRUPTED)
		return 0;
	return r > 0 ? r : -1;
}

bool peer_pending(const struct peer *p)
{
	return p->tls && gnutls_record_check_pending(p->tls) > 0;
}

static void say(struct peer *p, const char *text)
{
	peer_write(p, text, strlen(text));
}

static bool is(const char *line, const char *word)
{
	return strncasecmp(line, word, strlen(word)) == 0;
}

static void command(struct peer *p, const char *line)
{
	if (is(line, "EHLO") && p->tls)
		say(p, "250-bench\r\n250-8BITMIME\r\n250-SIZE 52428800\r\n250-PIPELINING\r\n250 AUTH PLAIN LOGIN\r\n");
	else if (is(line, "EHLO"))
		say(p, "250-bench\r\n250-8BITMIME\r\n250 STARTTLS\r\n");
	else if (is(line, "STARTTLS")) {
		say(p, "220 go ahead\r\n");
		p->len = 0;
		tls_accept(p);
	} else if (is(line, "AUTH PLAIN ") || (is(line, "AUTH PLAIN") && strlen(line) > 12)) {
		p->authed = p->tls != NULL;
		say(p, p->authed ? "235 welcome\r\n" : "538 encryption required\r\n");
	} else if (is(line, "AUTH")) {
		say(p, "334 \r\n");
	} else if (is(line, "MAIL FROM") && !p->authed) {
		say(p, "530 authentication required\r\n");
	} else if (is(line, "DATA")) {
		p->in_data = true;
		say(p, "354 end with a dot\r\n");
	} else if (is(line, "QUIT")) {
		say(p, "221 bye\r\n");
		peer_end(p);
	} else if (is(line, "MAIL") || is(line, "RCPT") || is(line, "RSET") || is(line, "NOOP")) {
		say(p, "250 ok\r\n");
	} else { /* the password that AUTH without an initial response asked for */
		p->authed = p->tls != NULL;
		say(p, "235 welcome\r\n");
	}
}

/* The mail under way grows here: one connection sends at a time. */
static char mail[4 << 20];
static size_t mail_len;

static void data(struct peer *p)
{
	char *end;

	if (mail_len + p->len > sizeof(mail))
		die("a mail over 4 MB");
	memcpy(mail + mail_len, p->in, p->len);
	mail_len += p->len;
	p->len = 0;
	if (mail_len < 5)
		return;
	end = mail_len > 65536 + 5 ? mail + mail_len - 65536 - 5 : mail;
	end = memmem(end, (size_t)(mail + mail_len - end), "\r\n.\r\n", 5);
	if (!end)
		return;
	on_accepted(mail, (size_t)(end - mail) + 2);
	say(p, "250 2.0.0 accepted\r\n");
	p->in_data = false;
	mail_len = 0;
}

void smtp_serve(struct peer *p)
{
	while (p->fd >= 0 && p->len) {
		char *end, line[1000];
		size_t n;

		if (p->in_data) {
			data(p);
			return;
		}
		end = memchr(p->in, '\n', p->len);
		if (!end)
			return;
		n = (size_t)(end - p->in) + 1;
		snprintf(line, sizeof(line), "%.*s", (int)(n < 900 ? n : 900), p->in);
		memmove(p->in, p->in + n, p->len - n);
		p->len -= n;
		command(p, line);
	}
}
