/* Sign-in, question, reading (see anaf_api.h). */
#include "anaf_api.h"

#include "call_gate.h"
#include "clock.h"
#include "ident.h"
#include "load_seal.h"
#include "span.h"
#include "token_keep.h"
#include "log.h"

enum {
	EARLY_S = 21 * 86400, /* of 90 days: weeks in which a token server may be down */
	FAR_MARGIN_S = 300,
	NEAR_MARGIN_S = 60,
	SKEW_BORNE_S = 45,
	REACH_S = 60 * 86400,
	ARENA_CAP = 4 << 20
};

struct anaf_api {
	struct arena *arena; /* for good */
	struct arena *work;  /* of one sign-in */
	struct anaf_site site;
	struct token_keeper keeper;
	struct http *http;
	struct db *db; /* NULL: nothing is counted */
	int64_t per_minute;
	struct seal_trust *trust; /* NULL: nobody's seal is asked about */
	const char *cif;
	const char *fixed; /* anaf_api_use: this token alone */
	bool client;       /* a client is configured */
	int64_t ahead_s;   /* of ANAF's clock to ours, when it is more than the margins bear */
	char token[8192];
};

enum rc anaf_api_open(const struct config *cfg, struct db *db, int stop_fd, struct anaf_api **ret,
		      struct why *reterr)
{
	struct arena *arena = arena_new(ARENA_CAP);
	struct anaf_api *n = ARENA_NEW(arena, struct anaf_api);
	bool has_ro;
	enum rc rc = RC_OK;

	*ret = NULL;
	n->arena = arena;
	n->work = arena_new(ARENA_CAP);
	n->db = db;
	n->per_minute = cfg->efactura.calls_per_minute;
	n->client = cfg->anaf.client.client_id[0] != '\0';
	n->cif = arena_str(arena, ident_cui_digits(arena, span_of(cfg->firm_keys.tax_id), &has_ro));
	n->site = (struct anaf_site){ .url = cfg->anaf.url,
				      .public_url = cfg->anaf.public_url,
				      .ca_file = cfg->anaf.ca_file[0] ? cfg->anaf.ca_file : NULL,
				      .timeout_s = (int)cfg->anaf.timeout_s,
				      .upload_timeout_s = (int)cfg->anaf.upload_timeout_s,
				      .stop_fd = stop_fd };
	n->keeper = (struct token_keeper){ .cfg = cfg, .name = "anaf", .early_s = EARLY_S };
	if (n->client)
		rc = oauth_provider_load(cfg, "anaf", &cfg->anaf.client, arena, &n->keeper.provider,
					 reterr);
	if (!rc)
		rc = load_seal_trust(cfg, &n->trust, reterr);
	if (rc) {
		anaf_api_close(n);
		return rc;
	}
	n->http = http_open();
	*ret = n;
	return RC_OK;
}

void anaf_api_close(struct anaf_api *n)
{
	if (!n)
		return;
	explicit_bzero(n->token, sizeof(n->token));
	http_close(n->http);
	seal_trust_free(n->trust);
	arena_free(n->work);
	arena_free(n->arena);
}

void anaf_api_use(struct anaf_api *n, struct span access)
{
	n->fixed = arena_str(n->arena, access);
}

bool anaf_api_needs_person(const struct anaf_api *n)
{
	struct signin t;
	struct why why;
	bool needs = n->client && (token_worthless(&n->keeper, n->work) ||
				   token_load(n->keeper.cfg, "anaf", n->work, &t, &why) != RC_OK);

	arena_clear(n->work);
	return needs;
}

int64_t anaf_api_signed_until(const struct anaf_api *n)
{
	struct signin t;
	struct why why;
	int64_t until =
		token_load(n->keeper.cfg, "anaf", n->work, &t, &why) == RC_OK ? t.refresh_until : 0;

	arena_clear(n->work);
	return until;
}

/* ANAF_FINE: n->token is fit to be sent. */
static enum anaf_class sign_in(struct anaf_api *n, struct why *why)
{
	struct signin t = { 0 };
	enum net_fail fail = NET_LOGIN;
	enum rc rc;

	if (!n->client) {
		why_set(why, "anaf.client_id is empty");
		return ANAF_TOKEN;
	}
	rc = n->fixed ? RC_OK : token_fresh(&n->keeper, n->site.stop_fd, n->work, &t, &fail, why);
	if (n->fixed)
		t.access = span_of(n->fixed);
	if (!rc && t.access.len >= sizeof(n->token))
		rc = why_fail(why, RC_RETRY, "the access token is too long");
	if (!rc) {
		memcpy(n->token, t.access.ptr, t.access.len);
		n->token[t.access.len] = '\0';
	}
	arena_clear(n->work);
	if (!rc)
		return ANAF_FINE;
	return fail == NET_DOWN ? ANAF_DOWN : ANAF_TOKEN;
}

/* What one question needs: how it is asked, how its answer is read, where its class stands. */
struct call {
	struct arena *a;
	struct http_answer got;
	enum rc (*ask)(struct anaf_api *n, struct call *c, struct why *why);
	enum anaf_class (*read)(struct call *c);
	enum call_kind kind;
	const void *q;
	bool sealed;    /* of a download: others wrote what is in it */
	struct span id; /* "" = of the firm */
	void *ret;
};

static void learn_clock(struct anaf_api *n, const struct http_answer *got)
{
	int64_t ahead = got->server_time ? got->server_time - clock_now() : n->ahead_s;

	n->ahead_s = ahead > -SKEW_BORNE_S && ahead < SKEW_BORNE_S ? 0 : ahead;
}

static bool pass(const struct anaf_api *n, enum call_kind kind, struct span id, struct why *why)
{
	return !n->db || call_gate_pass(n->db, kind, id, n->per_minute, why) == RC_OK;
}

/* 429 is of all calls; what a body says is of this message. */
static void too_many(const struct anaf_api *n, enum call_kind kind, struct span id, long status)
{
	if (n->db)
		call_gate_too_many(n->db, kind, id, status == 429);
}

/* 401 to a token that was thought good: once more with a new one. What was answered 401 was not done. */
static enum anaf_class perform(struct anaf_api *n, struct call *c, struct why *why)
{
	enum anaf_class is = ANAF_TOKEN;

	for (int tries = 0; tries < 2 && is == ANAF_TOKEN; tries++) {
		c->got = (struct http_answer){ .body = S("") };
		is = sign_in(n, why);
		if (is == ANAF_FINE && !pass(n, c->kind, c->id, why))
			is = ANAF_QUOTA;
		if (is == ANAF_FINE) {
			if (c->ask(n, c, why) == RC_OK)
				why->text[0] = '\0';
			learn_clock(n, &c->got);
			is = c->read(c);
			if (is == ANAF_QUOTA)
				too_many(n, c->kind, c->id, c->got.status);
			if (is == ANAF_TOKEN && !n->fixed)
				token_refused(&n->keeper, n->work, n->token);
			arena_clear(n->work);
		} else {
			(void)c->read(c); /* fills what the caller reads */
			return is;
		}
		if (n->fixed)
			break;
	}
	return is;
}

/* The log's words where the answer itself has none. */
static void explain(enum anaf_class is, const struct http_answer *got,
		    const struct anaf_faults *faults, struct why *why)
{
	if (is != ANAF_DOWN && is != ANAF_TOKEN && is != ANAF_NO_RIGHT) {
		why->text[0] = '\0';
		return;
	}
	if (faults->n)
		why_set(why, "ANAF: %.*s", SPAN_ARG(span_sub(faults->at[0].text, 0, 300)));
	else if (got->status)
		why_set(why, "ANAF answers %ld with %zu bytes that say nothing", got->status,
			got->body.len);
}

static enum rc ask_upload(struct anaf_api *n, struct call *c, struct why *why)
{
	struct anaf_upload q = *(const struct anaf_upload *)c->q;

	q.cif = q.cif ? q.cif : n->cif;
	return anaf_upload(n->http, &n->site, n->token, &q, c->a, &c->got, why);
}

static enum anaf_class read_upload(struct call *c)
{
	struct anaf_upload_answer *ret = c->ret;

	anaf_upload_read(c->a, c->got.status, c->got.body, ret);
	if (!c->got.status)
		ret->in_doubt = c->got.maybe_taken;
	return ret->is;
}

void anaf_api_upload(struct anaf_api *n, struct arena *a, const struct anaf_upload *q,
		     struct anaf_upload_answer *ret, struct why *why)
{
	struct call c = { .a = a,
			  .ask = ask_upload,
			  .kind = CALL_UPLOAD,
			  .read = read_upload,
			  .q = q,
			  .ret = ret };

	ret->is = perform(n, &c, why);
	explain(ret->is, &c.got, &ret->faults, why);
}

static enum rc ask_status(struct anaf_api *n, struct call *c, struct why *why)
{
	return anaf_status(n->http, &n->site, n->token, c->id, c->a, &c->got, why);
}

static enum anaf_class read_status(struct call *c)
{
	struct anaf_state_answer *ret = c->ret;

	anaf_state_read(c->a, c->got.status, c->got.body, ret);
	return ret->is;
}

void anaf_api_status(struct anaf_api *n, struct arena *a, struct span index,
		     struct anaf_state_answer *ret, struct why *why)
{
	struct call c = { .a = a,
			  .ask = ask_status,
			  .kind = CALL_STATUS,
			  .read = read_status,
			  .id = index,
			  .ret = ret };

	ret->is = perform(n, &c, why);
	explain(ret->is, &c.got, &ret->faults, why);
}

static enum rc ask_list(struct anaf_api *n, struct call *c, struct why *why)
{
	struct anaf_list q = *(const struct anaf_list *)c->q;

	q.cif = n->cif;
	return anaf_list(n->http, &n->site, n->token, &q, c->a, &c->got, why);
}

static enum anaf_class read_list(struct call *c)
{
	struct anaf_list_answer *ret = c->ret;

	anaf_list_read(c->a, c->got.status, c->got.body, ret);
	return ret->is;
}

/* false: the window is empty. */
static bool fit_window(const struct anaf_api *n, int64_t from, int64_t to, struct anaf_list *q)
{
	int64_t now = clock_now(), first = now - REACH_S + FAR_MARGIN_S, last = now - NEAR_MARGIN_S;

	q->from_ms = ((from > first ? from : first) + n->ahead_s) * 1000;
	q->to_ms = ((to < last ? to : last) + n->ahead_s) * 1000;
	return q->from_ms < q->to_ms;
}

void anaf_api_list(struct anaf_api *n, struct arena *a, int64_t from, int64_t to, int page,
		   char filter, struct anaf_list_answer *ret, struct why *why)
{
	struct anaf_list q = { .page = page, .filter = filter };
	struct call c = {
		.a = a, .ask = ask_list, .kind = CALL_LIST, .read = read_list, .q = &q, .ret = ret
	};
	int64_t ahead = n->ahead_s, learnt;

	if (!fit_window(n, from, to, &q)) {
		*ret = (struct anaf_list_answer){ .is = ANAF_NONE, .page = 1, .pages = 1 };
		why->text[0] = '\0';
		return;
	}
	ret->is = perform(n, &c, why);
	/* Refused by a clock that is not ours, or asked for hours that are not those: once more by that one. */
	learnt = n->ahead_s > ahead ? n->ahead_s - ahead : ahead - n->ahead_s;
	if ((ret->is == ANAF_REFUSED || ret->is == ANAF_FINE || ret->is == ANAF_NONE) &&
	    learnt >= SKEW_BORNE_S && fit_window(n, from, to, &q))
		ret->is = perform(n, &c, why);
	explain(ret->is, &c.got, &ret->faults, why);
}

static enum rc ask_download(struct anaf_api *n, struct call *c, struct why *why)
{
	return anaf_download(n->http, &n->site, n->token, c->id, c->a, &c->got, why);
}

static enum anaf_class read_archive(struct call *c)
{
	struct anaf_archive_answer *ret = c->ret;

	(c->sealed ? anaf_archive_open : anaf_archive_read)(c->a, c->got.status, c->got.body, ret);
	return ret->is;
}

void anaf_api_download(struct anaf_api *n, struct arena *a, struct span id, bool sealed,
		       struct anaf_archive_answer *ret, struct span *ret_bytes, struct why *why)
{
	struct call c = { .a = a,
			  .ask = ask_download,
			  .kind = CALL_DOWNLOAD,
			  .read = read_archive,
			  .id = id,
			  .sealed = sealed,
			  .ret = ret };

	ret->is = perform(n, &c, why);
	explain(ret->is, &c.got, &ret->faults, why);
	*ret_bytes = c.got.body;
}

void anaf_api_seal(const struct anaf_api *n, struct arena *a, const struct anaf_archive_answer *z,
		   struct span of, struct seal_found *ret)
{
	struct seal *seal = ARENA_NEW(a, struct seal);

	seal_check(a, z->xml, z->seal, n->trust, clock_now(), seal);
	*ret = (struct seal_found){ seal->is, seal->signer, span_of(seal->why.text) };
	if (seal_is_bad(ret->is))
		log_say(LE_SEAL_BAD, "%.*s seal=%s signer=%s why=%s", SPAN_ARG(of),
			seal_name(ret->is), log_quote(ret->signer), log_quote(ret->why));
}

void anaf_api_companies(struct anaf_api *n, struct arena *a, const struct span *cui, size_t n_cui,
			struct day day, struct anaf_company_answer *ret, struct why *why)
{
	struct http_answer got;

	why->text[0] = '\0';
	if (!n->site.public_url[0]) {
		*ret = (struct anaf_company_answer){ .is = ANAF_DOWN };
		why_set(why, "anaf.public_url is empty");
		return;
	}
	if (!pass(n, CALL_TAXPAYERS, S(""), why)) {
		*ret = (struct anaf_company_answer){ .is = ANAF_QUOTA };
		return;
	}
	if (anaf_taxpayers(n->http, &n->site, cui, n_cui, day_iso(a, day), a, &got, why) == RC_OK)
		why->text[0] = '\0';
	anaf_company_read(a, got.status, got.body, ret);
	if (ret->is == ANAF_QUOTA)
		too_many(n, CALL_TAXPAYERS, S(""), got.status);
	explain(ret->is, &got, &ret->faults, why);
}

void anaf_api_pdf(struct anaf_api *n, struct arena *a, struct span xml, bool credit_note,
		  struct span *ret)
{
	struct http_answer got;
	struct why why;

	*ret = S("");
	if (n->site.public_url[0] && xml.len <= (size_t)5 << 20 &&
	    pass(n, CALL_PICTURE, S(""), &why) &&
	    anaf_picture(n->http, &n->site, xml, credit_note, a, &got, &why) == RC_OK)
		*ret = anaf_picture_read(a, got.status, got.body);
}
