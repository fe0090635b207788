/* The bare floor of `latency`: IDLE, fetch what is new, send fixed mails, IDLE again. Connections are kept,
 * TCP_NODELAY is set, certificates are not looked at; nothing is parsed, decided or stored.
 *
 * usage: floor_latency IMAPS-PORT USER PASSWORD SMTP-PORT MAIL... */
#include <curl/curl.h>
#include <libetpan/libetpan.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void check(const char *what, int code)
{
	if (code == 0 || code == MAILIMAP_NO_ERROR_AUTHENTICATED || code == MAILIMAP_NO_ERROR_NON_AUTHENTICATED)
		return;
	fprintf(stderr, "floor_latency: %s: %d\n", what, code);
	exit(1);
}

struct mail {
	char *bytes;
	size_t len, at;
};

static size_t give(char *out, size_t size, size_t n, void *ctx)
{
	struct mail *m = ctx;
	size_t room = size * n, take = m->len - m->at < room ? m->len - m->at : room;

	memcpy(out, m->bytes + m->at, take);
	m->at += take;
	return take;
}

static int nodelay(void *ctx, curl_socket_t fd, curlsocktype purpose)
{
	int one = 1;

	(void)ctx;
	(void)purpose;
	return setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one)) ? CURL_SOCKOPT_ERROR : CURL_SOCKOPT_OK;
}

static CURL *open_smtp(const char *port)
{
	CURL *c = curl_easy_init();
	static char url[100];

	snprintf(url, sizeof(url), "smtp://localhost:%s/bench", port);
	curl_easy_setopt(c, CURLOPT_URL, url);
	curl_easy_setopt(c, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 0L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 0L);
	curl_easy_setopt(c, CURLOPT_CAPATH, NULL);
	curl_easy_setopt(c, CURLOPT_USERNAME, "office");
	curl_easy_setopt(c, CURLOPT_PASSWORD, "any");
	curl_easy_setopt(c, CURLOPT_SOCKOPTFUNCTION, nodelay);
	curl_easy_setopt(c, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(c, CURLOPT_MAIL_FROM, "office@mail.test");
	return c;
}

static void send_mail(CURL *c, struct mail *m)
{
	struct curl_slist *to = curl_slist_append(NULL, "ana@firma.test");

	m->at = 0;
	curl_easy_setopt(c, CURLOPT_READDATA, m);
	curl_easy_setopt(c, CURLOPT_INFILESIZE_LARGE, (curl_off_t)m->len);
	curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to);
	check("send", (int)curl_easy_perform(c));
	curl_easy_setopt(c, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(to);
}

static struct mail read_mail(const char *path)
{
	struct mail m = { .bytes = malloc(4 << 20) };
	FILE *f = fopen(path, "r");

	if (!f || !m.bytes)
		check(path, 1);
	else
		m.len = fread(m.bytes, 1, 4 << 20, f);
	if (f)
		fclose(f);
	return m;
}

/* Everything from `first` on; gives the next UID. */
static uint32_t fetch(mailimap *m, uint32_t first)
{
	struct mailimap_set *set = mailimap_set_new_interval(first, 0);
	struct mailimap_fetch_type *what = mailimap_fetch_type_new_fetch_att_list_empty();
	uint32_t next = first;
	clist *got = NULL;

	mailimap_fetch_type_new_fetch_att_list_add(what, mailimap_fetch_att_new_uid());
	mailimap_fetch_type_new_fetch_att_list_add(
		what, mailimap_fetch_att_new_body_peek_section(mailimap_section_new(NULL)));
	check("fetch", mailimap_uid_fetch(m, set, what, &got));
	for (clistiter *i = clist_begin(got); i; i = clist_next(i)) {
		const struct mailimap_msg_att *msg = clist_content(i);

		for (clistiter *k = clist_begin(msg->att_list); k; k = clist_next(k)) {
			const struct mailimap_msg_att_item *item = clist_content(k);
			const struct mailimap_msg_att_static *st = item->att_data.att_static;

			if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC && st->att_type == MAILIMAP_MSG_ATT_UID &&
			    st->att_data.att_uid >= next)
				next = st->att_data.att_uid + 1;
		}
	}
	mailimap_fetch_list_free(got);
	mailimap_fetch_type_free(what);
	mailimap_set_free(set);
	return next;
}

int main(int argc, char **argv)
{
	mailimap *m = mailimap_new(0, NULL);
	struct mail mail[4];
	int n = argc - 5, one = 1;
	uint32_t next;
	CURL *smtp;

	if (n < 1 || n > 4)
		check("usage: floor_latency IMAPS-PORT USER PASSWORD SMTP-PORT MAIL...", 1);
	for (int i = 0; i < n; i++)
		mail[i] = read_mail(argv[5 + i]);
	curl_global_init(CURL_GLOBAL_DEFAULT);
	smtp = open_smtp(argv[4]);
	check("connect", mailimap_ssl_connect(m, "localhost", (uint16_t)atoi(argv[1])));
	setsockopt(mailstream_low_get_fd(mailstream_get_low(m->imap_stream)), IPPROTO_TCP, TCP_NODELAY, &one,
		   sizeof(one));
	check("login", mailimap_login(m, argv[2], argv[3]));
	check("select", mailimap_select(m, "INBOX"));
	next = m->imap_selection_info->sel_uidnext;
	for (;;) {
		uint32_t before = next;

		mailstream_setup_idle(m->imap_stream);
		check("idle", mailimap_idle(m));
		if (mailstream_wait_idle(m->imap_stream, 20) == MAILSTREAM_IDLE_ERROR)
			return 0;
		check("done", mailimap_idle_done(m));
		mailstream_unsetup_idle(m->imap_stream);
		next = fetch(m, next);
		for (int i = 0; next > before && i < n; i++)
			send_mail(smtp, &mail[i]);
	}
}
