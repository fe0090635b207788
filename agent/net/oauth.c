/* Asking token and device endpoints: a form by POST, a small JSON object back (see oauth.h). */
#include "oauth.h"

#include "hash.h"
#include "http.h"
#include "span.h"
#include "value.h"

enum { ANSWER_MAX = 65536, FORM_MAX = 65536, LIFE_UNKNOWN_S = 3600 };
static const char digits64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/* RFC 6749 s5.2, RFC 8628 s3.5. */
static enum oauth_end end_of(struct span error)
{
	static const struct {
		const char *error;
		enum oauth_end end;
	} names[] = {
		{ "authorization_pending", OAUTH_PENDING }, { "slow_down", OAUTH_SLOW },
		{ "expired_token", OAUTH_EXPIRED },         { "access_denied", OAUTH_DENIED },
		{ "authorization_declined", OAUTH_DENIED }, { "invalid_grant", OAUTH_GRANT },
		{ "temporarily_unavailable", OAUTH_DOWN },  { "server_error", OAUTH_DOWN },
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (span_eq_str(error, names[i].error))
			return names[i].end;
	return OAUTH_REFUSED;
}

/* *ret: the object, when the endpoint said yes. */
static enum rc ask(const struct oauth_app *app, struct arena *a, const char *url, struct buf *form,
		   struct value **ret, enum oauth_end *end, struct why *reterr)
{
	struct http_question q = { .url = url,
				   .ca_file = app->ca_file,
				   .most_bytes = ANSWER_MAX,
				   .timeout_s = app->timeout_s,
				   .stop_fd = app->stop_fd };
	struct why why = { "" };
	struct span error, text;
	struct http_answer got;
	long status;
	enum rc rc;

	*end = OAUTH_DOWN;
	if (app->basic) {
		q.user = app->client_id;
		q.password = app->client_secret;
	}
	if (app->token_extra[0] && strcmp(url, app->token_url) == 0)
		buf_add_fmt(form, "%s%s", form->len ? "&" : "", app->token_extra);
	if (!buf_ok(form))
		return why_fail(reterr, RC_RETRY, "%s: the request is too long", app->name);
	q.form = arena_str(a, buf_span(form));
	rc = http_ask(NULL, &q, a, &got, reterr);
	if (rc)
		return why_prefix(reterr, rc, "%s", app->name);
	status = got.status;
	if (status >= 500 || status == 429 || status < 200)
		return why_fail(reterr, RC_RETRY, "%s: the token server answers %ld", app->name,
				status);
	if (value_from_json(a, got.body, ret, &why))
		return why_fail(reterr, RC_RETRY, "%s: the token server's answer %ld is no JSON",
				app->name, status);
	if (status < 300) {
		*end = OAUTH_OK;
		return RC_OK;
	}
	error = value_get_text(*ret, "error");
	text = value_get_text(*ret, "error_description");
	*end = end_of(error);
	return why_fail(reterr,
			*end == OAUTH_PENDING || *end == OAUTH_SLOW || *end == OAUTH_DOWN ?
				RC_RETRY :
				RC_REFUSED,
			"%s: %.*s%s%.*s", app->name, SPAN_ARG(span_sub(error, 0, 60)),
			text.len ? ": " : "", SPAN_ARG(span_sub(text, 0, 200)));
}

/* Some servers write the number as text. */
static int64_t number(const struct value *v, const char *key, int64_t otherwise)
{
	int64_t n;

	if (span_to_i64(value_get_text(v, key), &n))
		return n;
	return value_get_int(v, key, otherwise);
}

static enum rc ask_tokens(const struct oauth_app *app, struct arena *a, struct buf *form,
			  struct oauth_tokens *ret, enum oauth_end *end, struct why *reterr)
{
	struct value *v = NULL;
	enum rc rc = ask(app, a, app->token_url, form, &v, end, reterr);

	if (rc)
		return rc;
	ret->access = value_get_text(v, "access_token");
	ret->refresh = value_get_text(v, "refresh_token");
	ret->expires_in = number(v, "expires_in", LIFE_UNKNOWN_S);
	if (ret->access.len)
		return RC_OK;
	*end = OAUTH_DOWN;
	return why_fail(reterr, RC_RETRY, "%s: the answer holds no access_token", app->name);
}

static void begin_form(struct buf *b, struct arena *a, const struct oauth_app *app, bool secret)
{
	buf_init(b, a, FORM_MAX);
	if (app->basic)
		return;
	http_form_add(b, "client_id", span_of(app->client_id));
	if (secret)
		http_form_add(b, "client_secret", span_of(app->client_secret));
}

enum rc oauth_refresh(const struct oauth_app *app, struct arena *a, struct span refresh_token,
		      struct oauth_tokens *ret, enum oauth_end *end, struct why *reterr)
{
	struct buf form;

	begin_form(&form, a, app, true);
	http_form_add(&form, "grant_type", S("refresh_token"));
	http_form_add(&form, "refresh_token", refresh_token);
	return ask_tokens(app, a, &form, ret, end, reterr);
}

enum rc oauth_exchange(const struct oauth_app *app, struct arena *a, struct span code,
		       struct span verifier, struct span redirect, struct oauth_tokens *ret,
		       enum oauth_end *end, struct why *reterr)
{
	struct buf form;

	begin_form(&form, a, app, true);
	http_form_add(&form, "grant_type", S("authorization_code"));
	http_form_add(&form, "code", code);
	if (!app->no_pkce)
		http_form_add(&form, "code_verifier", verifier);
	http_form_add(&form, "redirect_uri", redirect);
	return ask_tokens(app, a, &form, ret, end, reterr);
}

enum rc oauth_device_begin(const struct oauth_app *app, struct arena *a, struct oauth_device *ret,
			   enum oauth_end *end, struct why *reterr)
{
	struct buf form;
	struct value *v = NULL;
	enum rc rc;

	begin_form(&form, a, app, false);
	http_form_add(&form, "scope", span_of(app->scope));
	rc = ask(app, a, app->device_url, &form, &v, end, reterr);
	if (rc)
		return rc;
	ret->device_code = value_get_text(v, "device_code");
	ret->user_code = value_get_text(v, "user_code");
	ret->url = value_get_text(v, "verification_uri");
	if (!ret->url.len) /* as Google writes it */
		ret->url = value_get_text(v, "verification_url");
	ret->interval = number(v, "interval", 5);
	ret->expires_in = number(v, "expires_in", 900);
	if (ret->device_code.len && ret->user_code.len && ret->url.len)
		return RC_OK;
	*end = OAUTH_DOWN;
	return why_fail(reterr, RC_RETRY, "%s: the answer holds no device code", app->name);
}

enum rc oauth_device_ask(const struct oauth_app *app, struct arena *a, struct span device_code,
			 struct oauth_tokens *ret, enum oauth_end *end, struct why *reterr)
{
	struct buf form;

	begin_form(&form, a, app, true);
	http_form_add(&form, "grant_type", S("urn:ietf:params:oauth:grant-type:device_code"));
	http_form_add(&form, "device_code", device_code);
	return ask_tokens(app, a, &form, ret, end, reterr);
}

struct span oauth_base64url(struct arena *a, const uint8_t *b, size_t n)
{
	char *out = arena_alloc(a, n / 3 * 4 + 4);
	size_t w = 0;

	for (size_t i = 0; i < n; i += 3) {
		size_t have = n - i < 3 ? n - i : 3;
		uint32_t bits = (uint32_t)b[i] << 16 | (have > 1 ? (uint32_t)b[i + 1] << 8 : 0) |
				(have > 2 ? b[i + 2] : 0);

		for (size_t k = 0; k <= have; k++)
			out[w++] = digits64[bits >> (18 - 6 * k) & 63];
	}
	return (struct span){ out, w };
}

static int digit64(char c)
{
	const char *at = c ? strchr(digits64, c) : NULL;

	return at ? (int)(at - digits64) : -1;
}

int64_t oauth_jwt_ends(struct arena *a, struct span token)
{
	struct span rest = token, part;
	struct value *v;
	struct buf b;
	uint32_t bits = 0;

	/* header.claims.signature: the claims are looked at */
	for (int i = 0; i < 2; i++)
		if (!span_next_part(&rest, '.', &part))
			return 0;
	buf_init(&b, a, part.len + 1);
	for (size_t i = 0; i < part.len; i++) {
		int d = digit64(part.ptr[i]);

		if (d < 0)
			break; /* padding */
		bits = bits << 6 | (uint32_t)d;
		if (i % 4)
			buf_add_char(&b, (char)(bits >> (6 - 2 * (i % 4)) & 255));
	}
	if (value_from_json(a, buf_span(&b), &v, NULL))
		return 0;
	return value_get_int(v, "exp", 0);
}

struct span oauth_consent_url(const struct oauth_app *app, struct arena *a, struct span redirect,
			      struct span state, struct span verifier)
{
	struct sha256 hash = hash_sha256(verifier);
	struct buf query, url;

	buf_init(&query, a, FORM_MAX);
	http_form_add(&query, "response_type", S("code"));
	http_form_add(&query, "client_id", span_of(app->client_id));
	http_form_add(&query, "redirect_uri", redirect);
	http_form_add(&query, "scope", span_of(app->scope));
	http_form_add(&query, "state", state);
	if (!app->no_pkce) {
		http_form_add(&query, "code_challenge", oauth_base64url(a, hash.b, sizeof(hash.b)));
		http_form_add(&query, "code_challenge_method", S("S256"));
	}
	buf_init(&url, a, FORM_MAX);
	buf_add_fmt(&url, "%s%s%.*s", app->auth_url, strchr(app->auth_url, '?') ? "&" : "?",
		    SPAN_ARG(buf_span(&query)));
	if (app->auth_extra[0])
		buf_add_fmt(&url, "&%s", app->auth_extra);
	return buf_span(&url);
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

struct span oauth_query(struct arena *a, struct span url, struct span name)
{
	size_t mark = span_find_char(url, '?', 0);
	struct span rest, part;

	if (mark == SIZE_MAX)
		return S("");
	rest = span_from(url, mark + 1);
	while (span_next_part(&rest, '&', &part)) {
		char *out;
		size_t w = 0;

		if (!span_starts(part, name) || part.len <= name.len || part.ptr[name.len] != '=')
			continue;
		part = span_from(part, name.len + 1);
		out = arena_alloc(a, part.len + 1);
		for (size_t i = 0; i < part.len && part.ptr[i] != '#'; i++) {
			int h = i + 2 < part.len ? hex(part.ptr[i + 1]) : -1;
			int l = i + 2 < part.len ? hex(part.ptr[i + 2]) : -1;

			if (part.ptr[i] == '%' && h >= 0 && l >= 0) {
				out[w++] = (char)(h * 16 + l);
				i += 2;
			} else {
				out[w++] = part.ptr[i] == '+' ? ' ' : part.ptr[i];
			}
		}
		return (struct span){ out, w };
	}
	return S("");
}
