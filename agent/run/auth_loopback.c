/* One HTTP request from the browser, or one line from the terminal (see auth_loopback.h). */
#include "auth_loopback.h"

#include "clock.h"
#include "hash.h"
#include "oauth.h"
#include "span.h"
#include "tls_answer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WAIT_MS = 600000, REQUEST_MS = 5000, REQUEST_MAX = 16384 };

struct auth_loopback {
	const char *name;
	int fd;                 /* -1 = the terminal alone */
	struct tls_answer *tls; /* NULL = plain http */
};

/* The port of "https://localhost:8700/...", 0 when it leads elsewhere. */
static uint16_t port_of(struct span redirect)
{
	static const char *const hosts[] = { "https://localhost:", "https://127.0.0.1:" };
	int64_t port;

	for (size_t i = 0; i < ARRAY_LEN(hosts); i++) {
		struct span rest, part;

		if (!span_starts(redirect, span_of(hosts[i])))
			continue;
		rest = span_from(redirect, strlen(hosts[i]));
		if (span_next_part(&rest, '/', &part) && span_to_i64(part, &port) && port > 0 &&
		    port <= UINT16_MAX)
			return (uint16_t)port;
	}
	return 0;
}

/* port 0: any. */
static bool listen_at(struct auth_loopback *l, struct sockaddr_in *at)
{
	socklen_t len = sizeof(*at);
	int yes = 1;

	l->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (l->fd >= 0 && setsockopt(l->fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == 0 &&
	    bind(l->fd, (struct sockaddr *)at, sizeof(*at)) == 0 && listen(l->fd, 4) == 0 &&
	    getsockname(l->fd, (struct sockaddr *)at, &len) == 0)
		return true;
	if (l->fd >= 0)
		close(l->fd);
	l->fd = -1;
	return false;
}

enum rc auth_loopback_open(struct arena *a, const char *name, const char *redirect,
			   struct auth_loopback **ret, struct span *ret_redirect,
			   struct why *reterr)
{
	struct auth_loopback *l = ARENA_NEW(a, struct auth_loopback);
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

	l->name = name;
	l->fd = -1;
	*ret = l;
	if (redirect) {
		at.sin_port = htons(port_of(span_of(redirect)));
		*ret_redirect = span_of(redirect);
		/* Without the port the terminal is left, where the address can be pasted. */
		return at.sin_port && listen_at(l, &at) ?
			       tls_answer_open(clock_machine(), &l->tls, reterr) :
			       RC_OK;
	}
	if (!listen_at(l, &at))
		return why_fail(reterr, RC_RETRY, "127.0.0.1: %s", strerror(errno));
	*ret_redirect = arena_fmt(a, "http://127.0.0.1:%d", ntohs(at.sin_port));
	return RC_OK;
}

void auth_loopback_close(struct auth_loopback *l)
{
	if (l->fd >= 0)
		close(l->fd);
	tls_answer_close(l->tls);
	l->tls = NULL;
}

static bool has_state(struct arena *a, struct span url, struct span state)
{
	struct span got = oauth_query(a, url, S("state"));

	return got.len == state.len &&
	       hash_eq((const uint8_t *)got.ptr, (const uint8_t *)state.ptr, state.len);
}

/* "GET /?code=... HTTP/1.1", up to the blank line. */
static struct span read_request(const struct auth_loopback *l, int fd, struct arena *a)
{
	char *text = arena_alloc(a, REQUEST_MAX);
	struct pollfd p = { .fd = fd, .events = POLLIN };
	struct span all = { text, 0 }, line, method, target;
	int64_t until = clock_mono_ms() + REQUEST_MS;

	while (all.len < REQUEST_MAX && !span_has(all, S("\r\n\r\n")) && clock_mono_ms() < until) {
		ssize_t n = l->tls ?
				    tls_answer_read(l->tls, text + all.len, REQUEST_MAX - all.len) :
			    poll(&p, 1, REQUEST_MS) > 0 ?
				    recv(fd, text + all.len, REQUEST_MAX - all.len, 0) :
				    0;

		if (n <= 0)
			break;
		all.len += (size_t)n;
	}
	if (!span_next_line(&all, &line) || !span_next_word(&line, &method) ||
	    !span_eq(method, S("GET")) || !span_next_word(&line, &target))
		return S("");
	return target;
}

static void answer(const struct auth_loopback *l, int fd, bool ours)
{
	static const char yes[] =
		"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n"
		"plic is signed in. You may close this page.\n";
	static const char no[] =
		"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
	const char *text = ours ? yes : no;

	if ((l->tls ? tls_answer_write(l->tls, text, strlen(text)) :
		      send(fd, text, strlen(text), MSG_NOSIGNAL)) < 0)
		errno = 0; /* the browser went away: its request is what counts */
}

static bool take_browser(struct auth_loopback *l, struct arena *a, struct span state,
			 struct span *ret)
{
	int fd = accept(l->fd, NULL, NULL);
	struct why why = { "" };
	bool ours = false;

	if (fd < 0)
		return false;
	/* A browser that does not trust the certificate yet goes away, and comes again. */
	if (!l->tls || !tls_answer_begin(l->tls, fd, REQUEST_MS, &why)) {
		*ret = read_request(l, fd, a);
		ours = ret->len && has_state(a, *ret, state);
		answer(l, fd, ours);
		if (l->tls)
			tls_answer_end(l->tls);
	}
	close(fd);
	return ours;
}

enum rc auth_loopback_wait(struct auth_loopback *l, struct arena *a, struct span state,
			   struct span *ret, struct why *reterr)
{
	struct pollfd p[2] = { { .fd = l->fd, .events = POLLIN },
			       { .fd = STDIN_FILENO, .events = POLLIN } };
	int64_t until = clock_mono_ms() + WAIT_MS;

	while (clock_mono_ms() < until) {
		char line[8192];

		if (poll(p, 2, (int)(until - clock_mono_ms())) < 0 && errno != EINTR)
			return why_fail(reterr, RC_RETRY, "poll: %s", strerror(errno));
		if (p[0].revents && take_browser(l, a, state, ret))
			return RC_OK;
		if (!p[1].revents)
			continue;
		if (!fgets(line, sizeof(line), stdin)) {
			p[1].fd = -1; /* no terminal: the browser alone */
			continue;
		}
		*ret = arena_span(a, span_trim(span_of(line)));
		if (!ret->len)
			continue;
		if (!has_state(a, *ret, state))
			return why_fail(
				reterr, RC_REFUSED,
				"that address belongs to another sign-in; run plic auth %s again",
				l->name);
		return RC_OK;
	}
	return why_fail(reterr, RC_REFUSED, "nobody signed in; run plic auth %s again", l->name);
}
