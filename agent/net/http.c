/* HTTPS by libcurl (see http.h). */
#include <curl/curl.h>

#include "http.h"

#include "net.h"
#include "span.h"

#include <poll.h>

/* BNR's server has refused clients that name themselves in no usual way (florianv/exchanger 147). */
#define AGENT "Mozilla/5.0 (compatible; plic)"

struct http {
	CURL *curl;
};

struct answer {
	struct buf bytes;
	int stop_fd;
};

struct http *http_open(void)
{
	struct http *h =
		curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? malloc(sizeof(*h)) : NULL;

	if (h)
		h->curl = curl_easy_init();
	return h;
}

void http_close(struct http *h)
{
	if (h)
		curl_easy_cleanup(h->curl);
	free(h);
}

static size_t take_bytes(char *p, size_t size, size_t n, void *ctx)
{
	struct answer *got = ctx;

	buf_add(&got->bytes, (struct span){ p, size * n });
	return buf_ok(&got->bytes) ? size * n : 0;
}

static int must_end(void *ctx, curl_off_t dl_total, curl_off_t dl, curl_off_t ul_total,
		    curl_off_t ul)
{
	const struct answer *got = ctx;
	struct pollfd p = { .fd = got->stop_fd, .events = POLLIN };

	(void)dl_total, (void)dl, (void)ul_total, (void)ul;
	return got->stop_fd >= 0 && poll(&p, 1, 0) > 0;
}

/* Of what this question says; an empty Expect keeps libcurl from waiting a second before a long body. */
static CURLcode add_header(struct curl_slist **list, const char *line)
{
	struct curl_slist *more = line ? curl_slist_append(*list, line) : *list;

	if (line && !more)
		return CURLE_OUT_OF_MEMORY;
	*list = more;
	return CURLE_OK;
}

static CURLcode perform(CURL *c, const struct http_question *q, struct curl_slist *headers,
			struct answer *got, struct http_answer *ret)
{
	CURLcode r = CURLE_OK;
	curl_off_t wait_s = 0;
	struct curl_header *date = NULL;
	long left = 0;

#define SET(opt, val)                                      \
	do {                                               \
		if (!r)                                    \
			r = curl_easy_setopt(c, opt, val); \
	} while (0)
	SET(CURLOPT_URL, q->url);
	SET(CURLOPT_PROTOCOLS_STR, "https");
	SET(CURLOPT_FOLLOWLOCATION, 0L);
	SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	SET(CURLOPT_SSL_VERIFYPEER, 1L);
	SET(CURLOPT_SSL_VERIFYHOST, 2L);
	if (q->ca_file) {
		SET(CURLOPT_CAINFO, q->ca_file);
		SET(CURLOPT_CAPATH, NULL);
	}
	if (q->form)
		SET(CURLOPT_POSTFIELDS, q->form);
	if (q->type) {
		SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)q->body.len);
		SET(CURLOPT_POSTFIELDS, q->body.len ? q->body.ptr : "");
	}
	if (q->bearer) {
		SET(CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
		SET(CURLOPT_XOAUTH2_BEARER, q->bearer);
	}
	if (q->user) {
		SET(CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
		SET(CURLOPT_USERNAME, q->user);
		SET(CURLOPT_PASSWORD, q->password);
	}
	if (q->once)
		SET(CURLOPT_FRESH_CONNECT, 1L);
	SET(CURLOPT_HTTPHEADER, headers);
	SET(CURLOPT_USERAGENT, AGENT);
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	SET(CURLOPT_CONNECTTIMEOUT, (long)q->timeout_s);
	SET(CURLOPT_TIMEOUT, (long)q->timeout_s);
	SET(CURLOPT_WRITEFUNCTION, take_bytes);
	SET(CURLOPT_WRITEDATA, got);
	SET(CURLOPT_XFERINFOFUNCTION, must_end);
	SET(CURLOPT_XFERINFODATA, got);
	SET(CURLOPT_NOPROGRESS, 0L);
#undef SET
	if (!r)
		r = curl_easy_perform(c);
	if (!r)
		r = curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &ret->status);
	if (!r && curl_easy_getinfo(c, CURLINFO_RETRY_AFTER, &wait_s) == CURLE_OK)
		ret->retry_after_s = (int64_t)wait_s;
	if (!r && curl_easy_header(c, "Date", 0, CURLH_HEADER, -1, &date) == CURLHE_OK)
		ret->server_time = (int64_t)curl_getdate(date->value, NULL);
	if (ret->server_time < 0)
		ret->server_time = 0;
	/* Bytes of the question that were given to the connection. */
	if (r && curl_easy_getinfo(c, CURLINFO_REQUEST_SIZE, &left) == CURLE_OK)
		ret->maybe_taken = left > 0;
	return r;
}

enum rc http_ask(struct http *h, const struct http_question *q, struct arena *a,
		 struct http_answer *ret, struct why *reterr)
{
	struct http *own = h ? NULL : http_open();
	struct answer got = { .stop_fd = q->stop_fd };
	struct curl_slist *headers = NULL;
	CURL *c = h ? h->curl : own ? own->curl : NULL;
	CURLcode r = c ? CURLE_OK : CURLE_OUT_OF_MEMORY;

	*ret = (struct http_answer){ .body = S("") };
	buf_init(&got.bytes, a, q->most_bytes);
	if (!r && q->type) {
		r = add_header(&headers, arena_str(a, arena_fmt(a, "Content-Type: %s", q->type)));
		if (!r)
			r = add_header(&headers, "Expect:");
	}
	if (!r)
		r = add_header(&headers, q->header[0]);
	if (!r)
		r = add_header(&headers, q->header[1]);
	if (!r)
		r = perform(c, q, headers, &got, ret);
	curl_slist_free_all(headers);
	if (h && c)
		curl_easy_reset(c); /* the connections stay */
	http_close(own);
	if (r) {
		ret->status = 0;
		return why_fail(reterr, RC_RETRY, "%s", curl_easy_strerror(r));
	}
	ret->body = buf_span(&got.bytes);
	return RC_OK;
}

static void add_encoded(struct buf *b, struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		    c == '-' || c == '_' || c == '.' || c == '~')
			buf_add_char(b, (char)c);
		else
			buf_add_fmt(b, "%%%02X", c);
	}
}

void http_form_add(struct buf *b, const char *name, struct span value)
{
	if (!value.len)
		return;
	if (b->len)
		buf_add_char(b, '&');
	buf_add_str(b, name);
	buf_add_char(b, '=');
	add_encoded(b, value);
}
