/* Asking for TXT records (dns.h). */
#include <ares.h>
#include <arpa/nameser.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>

#include "dns.h"

#include "buf.h"
#include "span.h"

enum { DEAD_MAX = 64, DEAD_MS = 60000, TXT_MAX = 8192, TRY_MS = 1500, TRIES = 3 };

struct dead {
	char name[256];
	int64_t until;
};
struct dns {
	ares_channel channel;
	struct dead dead[DEAD_MAX];
	unsigned next_dead;
};
struct waiting {
	struct dns_txt *q;
	struct arena *a;
	bool done;
};

static int64_t now_ms(void)
{
	struct timespec t = { 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

enum rc dns_open(const char *server, struct dns **ret, struct why *reterr)
{
	struct ares_options opt = { .timeout = TRY_MS, .tries = TRIES };
	struct dns *d = calloc(1, sizeof(*d));
	int status;

	if (!d)
		return why_fail(reterr, RC_RETRY, "no memory");
	status = ares_library_init(ARES_LIB_INIT_ALL);
	if (status == ARES_SUCCESS)
		status = ares_init_options(&d->channel, &opt, ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES);
	if (status == ARES_SUCCESS && server[0])
		status = ares_set_servers_ports_csv(d->channel, server);
	if (status == ARES_SUCCESS) {
		*ret = d;
		return RC_OK;
	}
	dns_close(d);
	return why_fail(reterr, RC_BAD_CONFIG, "DNS server %s: %s",
			server[0] ? server : "of the system", ares_strerror(status));
}

void dns_close(struct dns *d)
{
	if (!d)
		return;
	if (d->channel)
		ares_destroy(d->channel);
	ares_library_cleanup();
	free(d);
}

/* Of several records the one that is a key. */
static void take_records(struct waiting *w, const struct ares_txt_ext *list)
{
	const struct ares_txt_ext *r = list;

	while (r) {
		struct buf b;

		buf_init(&b, w->a, TXT_MAX);
		do {
			buf_add(&b, (struct span){ (const char *)r->txt, r->length });
			r = r->next;
		} while (r && !r->record_start);
		if (!buf_ok(&b))
			continue;
		if (w->q->state != DNS_FOUND || !span_has(w->q->txt, S("p=")))
			w->q->txt = buf_span(&b);
		w->q->state = DNS_FOUND;
	}
}

static void on_answer(void *arg, int status, int timeouts, unsigned char *bytes, int len)
{
	struct waiting *w = arg;
	struct ares_txt_ext *list = NULL;

	(void)timeouts;
	w->done = true;
	if (status == ARES_SUCCESS)
		status = ares_parse_txt_reply_ext(bytes, len, &list);
	if (status == ARES_SUCCESS)
		take_records(w, list);
	if (w->q->state != DNS_FOUND && (status == ARES_SUCCESS || status == ARES_ENODATA ||
					 status == ARES_ENOTFOUND || status == ARES_EBADNAME))
		w->q->state = DNS_NONE;
	if (list)
		ares_free_data(list);
}

static bool is_dead(const struct dns *d, const char *name)
{
	for (size_t i = 0; i < DEAD_MAX; i++)
		if (d->dead[i].until > now_ms() && strcmp(d->dead[i].name, name) == 0)
			return true;
	return false;
}

static void note_dead(struct dns *d, const char *name)
{
	struct dead *x = &d->dead[d->next_dead++ % DEAD_MAX];

	if (is_dead(d, name))
		return;
	(void)snprintf(x->name, sizeof(x->name), "%s", name);
	x->until = now_ms() + DEAD_MS;
}

/* One wait for any of the sockets. */
static void wait_once(struct dns *d, int64_t until)
{
	ares_socket_t sock[ARES_GETSOCK_MAXNUM];
	struct pollfd fd[ARES_GETSOCK_MAXNUM];
	unsigned bits = (unsigned)ares_getsock(d->channel, sock, ARES_GETSOCK_MAXNUM);
	struct timeval room = { .tv_sec = (until - now_ms()) / 1000,
				.tv_usec = (until - now_ms()) % 1000 * 1000 };
	struct timeval *next = ares_timeout(d->channel, &room, &room);
	nfds_t n = 0;

	for (unsigned i = 0; i < ARES_GETSOCK_MAXNUM; i++) {
		bool r = bits & 1u << i, w = bits & 1u << (i + ARES_GETSOCK_MAXNUM);

		if (r || w)
			fd[n++] = (struct pollfd){ .fd = sock[i],
						   .events = (short)((r ? POLLIN : 0) |
								     (w ? POLLOUT : 0)) };
	}
	if (poll(fd, n, (int)(next->tv_sec * 1000 + next->tv_usec / 1000 + 1)) <= 0) {
		ares_process_fd(d->channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
		return;
	}
	for (nfds_t i = 0; i < n; i++)
		ares_process_fd(d->channel,
				fd[i].revents & (POLLIN | POLLERR | POLLHUP) ? fd[i].fd :
									       ARES_SOCKET_BAD,
				fd[i].revents & POLLOUT ? fd[i].fd : ARES_SOCKET_BAD);
}

void dns_ask_txt(struct dns *d, struct arena *a, struct dns_txt *q, size_t n, int timeout_ms)
{
	struct waiting *w = ARENA_ARRAY(a, n, struct waiting);
	int64_t until = now_ms() + timeout_ms;
	bool all = false;

	for (size_t i = 0; i < n; i++) {
		q[i].state = DNS_LATER;
		q[i].txt = S("");
		w[i] = (struct waiting){ .q = &q[i], .a = a, .done = is_dead(d, q[i].name) };
		if (!w[i].done)
			ares_query(d->channel, q[i].name, ns_c_in, ns_t_txt, on_answer, &w[i]);
	}
	while (!all && now_ms() < until) {
		all = true;
		for (size_t i = 0; i < n; i++)
			all &= w[i].done;
		if (!all)
			wait_once(d, until);
	}
	ares_cancel(d->channel); /* whoever still waits is told so, and stays DNS_LATER */
	for (size_t i = 0; i < n; i++)
		if (q[i].state == DNS_LATER)
			note_dead(d, q[i].name);
}
