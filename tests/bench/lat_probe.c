/* Stands between a mail reader and its servers and holds the watch. Reads what Dovecot tells (a tap on the
 * reader's own IMAP connection), accepts what is submitted, delivers commands by LMTP one at a time, and writes a line
 * for each: delivery to EXISTS, EXISTS to the first and to the last mail accepted, in microseconds.
 *
 * usage: lat_probe TAP-PORT DOVECOT-PORT SMTP-PORT LMTP-PORT CERT KEY MAILBOX MAIL N EXPECTED LAST
 * MAIL: a mail in which @N@ becomes 1001, 1002 ... EXPECTED: mails that answer one command. LAST: where the last
 * accepted mails are kept, LAST.1 ... LAST.EXPECTED. */
#define _GNU_SOURCE
#include "lat_server.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PEERS = 4, WARM = 5, SETTLE_US = 25000 };

static struct peer tap[PEERS], smtp[PEERS];
static int64_t delivered, exists, first, last, idle_since;
static int accepted, expected;
static const char *last_name;

static void stop(const char *what)
{
	fprintf(stderr, "lat_probe: %s\n", what);
	exit(1);
}

void on_accepted(const char *bytes, size_t n)
{
	char name[4096];
	FILE *f;

	last = mono_us();
	if (!accepted++)
		first = last;
	if (accepted > expected)
		return;
	snprintf(name, sizeof(name), "%s.%d", last_name, accepted);
	f = fopen(name, "w");
	if (!f || fwrite(bytes, 1, n, f) != n || fclose(f))
		stop("cannot keep a mail");
	last = mono_us();
}

static char *read_all(const char *path, size_t *n)
{
	static char text[1 << 16];
	FILE *f = fopen(path, "r");

	if (!f)
		stop(path);
	*n = fread(text, 1, sizeof(text) - 1, f);
	fclose(f);
	return text;
}

/* Says "A<B>" (nothing when NULL) and waits for the last line of the answer. */
static void lmtp_say(int fd, const char *a, const char *b)
{
	char line[4096];
	size_t len = 0, at = 0;

	if (a) {
		int n = snprintf(line, sizeof(line), "%s%s%s%s\r\n", a, b ? "<" : "", b ? b : "", b ? ">" : "");

		if (write(fd, line, (size_t)n) != n)
			stop("LMTP write");
	}
	for (;;) {
		ssize_t n = read(fd, line + len, sizeof(line) - len - 1);

		if (n <= 0)
			stop("LMTP is gone");
		len += (size_t)n;
		for (size_t i = at; i < len; i++)
			if (line[i] == '\n') {
				if (line[at] > '3')
					stop("LMTP refuses");
				if (i - at > 3 && line[at + 3] == ' ')
					return;
				at = i + 1;
			}
	}
}

/* One command into the mailbox, over a connection that stays. */
static void deliver(int port, const char *box, const char *mail, size_t n, int number)
{
	static int fd = -1;
	char text[1 << 17];
	size_t len = 0;

	if (fd < 0) {
		fd = connect_to(port);
		lmtp_say(fd, NULL, NULL);
		lmtp_say(fd, "LHLO bench", NULL);
	}
	for (size_t i = 0; i < n;) {
		if (n - i >= 3 && memcmp(mail + i, "@N@", 3) == 0) {
			len += (size_t)sprintf(text + len, "%d", number);
			i += 3;
		} else {
			text[len++] = mail[i++];
		}
	}
	lmtp_say(fd, "MAIL FROM:", "ana@firma.test");
	lmtp_say(fd, "RCPT TO:", box);
	lmtp_say(fd, "DATA", NULL);
	if (write(fd, text, len) != (ssize_t)len)
		stop("LMTP data");
	lmtp_say(fd, ".", NULL);
	delivered = mono_us();
}

static struct peer *place(struct peer *list, int listener)
{
	int one = 1;

	for (int i = 0; i < PEERS; i++)
		if (list[i].fd < 0) {
			list[i] = (struct peer){ .fd = accept(listener, NULL, NULL) };
			setsockopt(list[i].fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
			return &list[i];
		}
	stop("too many connections");
	return NULL;
}

static void from_reader(struct peer *p)
{
	char bytes[16384];
	long n = peer_read(p, bytes, sizeof(bytes));

	if (n < 0) {
		peer_end(p);
		return;
	}
	if (n > 0) {
		idle_since = memmem(bytes, (size_t)n, "IDLE\r\n", 6) ? mono_us() : 0;
		if (write(p->far, bytes, (size_t)n) != n)
			peer_end(p);
	}
}

static void from_dovecot(struct peer *p)
{
	char bytes[65536];
	ssize_t n = read(p->far, bytes, sizeof(bytes));

	if (n <= 0) {
		peer_end(p);
		return;
	}
	if (!exists && delivered && memmem(bytes, (size_t)n, " EXISTS\r\n", 9))
		exists = mono_us();
	peer_write(p, bytes, (size_t)n);
}

static void serve(struct peer *p)
{
	long n = peer_read(p, p->in + p->len, sizeof(p->in) - p->len);

	if (n < 0) {
		peer_end(p);
		return;
	}
	p->len += (size_t)n;
	smtp_serve(p);
}

static void turn(int tap_fd, int dovecot, int smtp_fd)
{
	struct pollfd f[2 + 3 * PEERS] = { { .fd = tap_fd, .events = POLLIN }, { .fd = smtp_fd, .events = POLLIN } };
	bool ready = false;

	for (int i = 0; i < PEERS; i++) {
		f[2 + i] = (struct pollfd){ .fd = tap[i].fd, .events = POLLIN };
		f[2 + PEERS + i] = (struct pollfd){ .fd = tap[i].fd < 0 ? -1 : tap[i].far, .events = POLLIN };
		f[2 + 2 * PEERS + i] = (struct pollfd){ .fd = smtp[i].fd, .events = POLLIN };
		ready |= peer_pending(&tap[i]) || peer_pending(&smtp[i]);
	}
	poll(f, 2 + 3 * PEERS, ready ? 0 : 5);
	for (int i = 0; i < PEERS; i++) {
		if (tap[i].fd >= 0 && f[2 + PEERS + i].revents)
			from_dovecot(&tap[i]);
		if (tap[i].fd >= 0 && (f[2 + i].revents || peer_pending(&tap[i])))
			from_reader(&tap[i]);
		if (smtp[i].fd >= 0 && (f[2 + 2 * PEERS + i].revents || peer_pending(&smtp[i])))
			serve(&smtp[i]);
	}
	if (f[0].revents) {
		struct peer *p = place(tap, tap_fd);

		tls_accept(p);
		if (p->fd >= 0)
			p->far = connect_to(dovecot);
	}
	if (f[1].revents)
		peer_write(place(smtp, smtp_fd), "220 bench ESMTP\r\n", 17);
}

int main(int argc, char **argv)
{
	int tap_fd, smtp_fd, n, done = 0;
	int64_t since;
	size_t len;
	char *mail;

	if (argc != 12)
		stop("eleven arguments");
	for (int i = 0; i < PEERS; i++)
		tap[i].fd = smtp[i].fd = -1;
	tls_set_up(argv[5], argv[6]);
	tap_fd = listen_on(atoi(argv[1]));
	smtp_fd = listen_on(atoi(argv[3]));
	mail = read_all(argv[8], &len);
	n = atoi(argv[9]);
	expected = atoi(argv[10]);
	last_name = argv[11];
	puts("ready");
	fflush(stdout);
	since = mono_us();
	while (done < n + WARM) {
		turn(tap_fd, atoi(argv[2]), smtp_fd);
		if (mono_us() - since > 30 * 1000000LL)
			stop("nothing happens");
		if (delivered && accepted >= expected && exists && idle_since) {
			if (done++ >= WARM)
				printf("%lld %lld %lld\n", (long long)(exists - delivered),
				       (long long)(first - exists), (long long)(last - exists));
			delivered = 0;
		}
		if (!delivered && idle_since && mono_us() - idle_since > SETTLE_US && done < n + WARM) {
			accepted = 0;
			exists = 0;
			idle_since = 0;
			deliver(atoi(argv[4]), argv[7], mail, len, 1001 + done);
			since = mono_us();
		}
	}
	return 0;
}
