/* HTTPS by libcurl (see http.h). */
#include <curl/curl.h>

#include "http.h"

#include "net.h"
#include "span.h"

#include <poll.h>

/* BNR's server has refused clients that name themselves in no usual way (florianv/exchanger 147). */
#define AGENT "Mozilla/5.0 (compatible; plic)"

struct answer {
	struct buf bytes;
	int stop_fd;
};

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

static CURLcode perform(const struct http_question *q, struct answer *got, long *status)
{
	CURL *c = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? curl_easy_init() : NULL;
	CURLcode r = c ? CURLE_OK : CURLE_OUT_OF_MEMORY;

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
		r = curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, status);
	curl_easy_cleanup(c);
	return r;
}

enum rc http_ask(const struct http_question *q, struct arena *a, struct span *ret, long *status,
		 struct why *reterr)
{
	struct answer got = { .stop_fd = q->stop_fd };
	CURLcode r;

	buf_init(&got.bytes, a, q->most_bytes);
	r = perform(q, &got, status);
	if (r)
		return why_fail(reterr, RC_RETRY, "%s", curl_easy_strerror(r));
	*ret = buf_span(&got.bytes);
	return RC_OK;
}
