/* ANAF's addresses and parameters (see anaf.h). */
#include "anaf.h"

#include "span.h"

#include <assert.h>

enum { ANSWER_MAX = 4 << 20, ARCHIVE_MAX = 32 << 20 };

static enum rc ask(struct http *h, const struct anaf_site *s, const char *token, struct span path,
		   size_t most, struct arena *a, struct http_answer *ret, struct why *reterr)
{
	struct http_question q = { .url = arena_str(
					   a, arena_fmt(a, "%s/%.*s", s->url, SPAN_ARG(path))),
				   .bearer = token,
				   .ca_file = s->ca_file,
				   .most_bytes = most,
				   .timeout_s = s->timeout_s,
				   .stop_fd = s->stop_fd };

	return http_ask(h, &q, a, ret, reterr);
}

enum rc anaf_upload(struct http *h, const struct anaf_site *s, const char *token,
		    const struct anaf_upload *q, struct arena *a, struct http_answer *ret,
		    struct why *reterr)
{
	static const char *const standard[] = {
		[ANAF_UBL] = "UBL", [ANAF_CN] = "CN", [ANAF_RASP] = "RASP"
	};
	struct http_question ask = { .type = "application/xml",
				     .body = q->xml,
				     .bearer = token,
				     .ca_file = s->ca_file,
				     .most_bytes = ANSWER_MAX,
				     .timeout_s = s->upload_timeout_s,
				     .stop_fd = s->stop_fd,
				     .once = true };

	assert(q->xml.len <= ANAF_UPLOAD_MAX && span_all_digits(span_of(q->cif)));
	ask.url = arena_str(a, arena_fmt(a, "%s/%s?standard=%s&cif=%s%s%s%s", s->url,
					 q->b2c ? "uploadb2c" : "upload", standard[q->standard],
					 q->cif, q->foreign ? "&extern=DA" : "",
					 q->self_billed ? "&autofactura=DA" : "",
					 q->enforcement ? "&executare=DA" : ""));
	return http_ask(h, &ask, a, ret, reterr);
}

enum rc anaf_status(struct http *h, const struct anaf_site *s, const char *token, struct span index,
		    struct arena *a, struct http_answer *ret, struct why *reterr)
{
	assert(span_all_digits(index));
	return ask(h, s, token, arena_fmt(a, "stareMesaj?id_incarcare=%.*s", SPAN_ARG(index)),
		   ANSWER_MAX, a, ret, reterr);
}

enum rc anaf_list(struct http *h, const struct anaf_site *s, const char *token,
		  const struct anaf_list *q, struct arena *a, struct http_answer *ret,
		  struct why *reterr)
{
	char filter[] = "&filtru=?";

	assert(span_all_digits(span_of(q->cif)));
	filter[sizeof(filter) - 2] = q->filter;
	return ask(h, s, token,
		   arena_fmt(a,
			     "listaMesajePaginatieFactura?startTime=%lld&endTime=%lld&cif=%s"
			     "&pagina=%d%s",
			     (long long)q->from_ms, (long long)q->to_ms, q->cif, q->page,
			     q->filter ? filter : ""),
		   ANSWER_MAX, a, ret, reterr);
}

enum rc anaf_download(struct http *h, const struct anaf_site *s, const char *token, struct span id,
		      struct arena *a, struct http_answer *ret, struct why *reterr)
{
	assert(span_all_digits(id));
	return ask(h, s, token, arena_fmt(a, "descarcare?id=%.*s", SPAN_ARG(id)), ARCHIVE_MAX, a,
		   ret, reterr);
}

/* DA: as it is, without judging it once more: the firewall in front drops some that are judged. */
enum rc anaf_picture(struct http *h, const struct anaf_site *s, struct span xml, bool credit_note,
		     struct arena *a, struct http_answer *ret, struct why *reterr)
{
	struct http_question q = { .type = "text/plain",
				   .body = xml,
				   .ca_file = s->ca_file,
				   .most_bytes = ARCHIVE_MAX,
				   .timeout_s = s->timeout_s,
				   .stop_fd = s->stop_fd };

	q.url = arena_str(a, arena_fmt(a, "%s/prod/FCTEL/rest/transformare/%s/DA", s->public_url,
				       credit_note ? "FCN" : "FACT1"));
	return http_ask(h, &q, a, ret, reterr);
}

enum rc anaf_taxpayers(struct http *h, const struct anaf_site *s, const struct span *cui, size_t n,
		       struct span day, struct arena *a, struct http_answer *ret,
		       struct why *reterr)
{
	struct http_question q = { .type = "application/json",
				   .ca_file = s->ca_file,
				   .most_bytes = ANSWER_MAX,
				   .timeout_s = s->timeout_s,
				   .stop_fd = s->stop_fd };
	struct buf body;

	buf_init(&body, a, ANSWER_MAX);
	buf_add_char(&body, '[');
	for (size_t i = 0; i < n; i++) {
		assert(span_all_digits(cui[i]));
		buf_add_fmt(&body, "%s{\"cui\":%.*s,\"data\":\"%.*s\"}", i ? "," : "",
			    SPAN_ARG(cui[i]), SPAN_ARG(day));
	}
	buf_add_char(&body, ']');
	q.body = buf_span(&body);
	q.url = arena_str(a, arena_fmt(a, "%s/api/PlatitorTvaRest/v9/tva", s->public_url));
	return http_ask(h, &q, a, ret, reterr);
}
