/* Digests, signatures and chains of seals, by libcrypto (see seal_in.h). */
#include <openssl/bio.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509_vfy.h>
#include <stdlib.h>

#include "seal_in.h"

#include "mail.h"
#include "span.h"
#include "utf8.h"

#define LEVEL 1 /* of libcrypto: nothing under 80 bits, such as RSA of less than 1024 */

struct seal_trust {
	X509_STORE *store;
};

static const struct {
	const char *uri, *digest;
} digests[] = {
	{ "http://www.w3.org/2001/04/xmlenc#sha256", "SHA256" },
	{ "http://www.w3.org/2001/04/xmldsig-more#sha384", "SHA384" },
	{ "http://www.w3.org/2001/04/xmlenc#sha512", "SHA512" },
};

#define MORE_2001 "http://www.w3.org/2001/04/xmldsig-more#"
#define MORE_2007 "http://www.w3.org/2007/05/xmldsig-more#"
static const struct seal_scheme schemes[] = {
	{ MORE_2001 "rsa-sha256", "SHA256", false, false },
	{ MORE_2001 "rsa-sha384", "SHA384", false, false },
	{ MORE_2001 "rsa-sha512", "SHA512", false, false },
	{ MORE_2007 "sha256-rsa-MGF1", "SHA256", false, true },
	{ MORE_2007 "sha384-rsa-MGF1", "SHA384", false, true },
	{ MORE_2007 "sha512-rsa-MGF1", "SHA512", false, true },
	{ MORE_2001 "ecdsa-sha256", "SHA256", true, false },
	{ MORE_2001 "ecdsa-sha384", "SHA384", true, false },
	{ MORE_2001 "ecdsa-sha512", "SHA512", true, false },
};

const struct seal_scheme *seal_scheme_of(struct span uri)
{
	for (size_t i = 0; i < ARRAY_LEN(schemes); i++)
		if (span_eq_str(uri, schemes[i].uri))
			return &schemes[i];
	return NULL;
}

static const char *digest_of(struct span uri)
{
	for (size_t i = 0; i < ARRAY_LEN(digests); i++)
		if (span_eq_str(uri, digests[i].uri))
			return digests[i].digest;
	return NULL;
}

bool seal_digest_known(struct span uri)
{
	return digest_of(uri) != NULL;
}

void *seal_digest_new(struct span uri)
{
	const char *name = digest_of(uri);
	EVP_MD_CTX *ctx = name ? EVP_MD_CTX_new() : NULL;

	if (ctx)
		(void)EVP_DigestInit_ex(ctx, EVP_get_digestbyname(name), NULL);
	return ctx;
}

void seal_digest_add(void *digest, struct span bytes)
{
	(void)EVP_DigestUpdate(digest, bytes.ptr, bytes.len);
}

bool seal_digest_is(void *digest, struct arena *a, struct span base64)
{
	struct span want = mail_decode_base64(a, base64);
	unsigned char is[EVP_MAX_MD_SIZE];
	unsigned n = 0;
	bool ok = EVP_DigestFinal_ex(digest, is, &n) == 1 &&
		  span_eq(want, (struct span){ (const char *)is, n });

	EVP_MD_CTX_free(digest);
	return ok;
}

void seal_certs_add(struct arena *a, struct seal_certs *c, struct span base64)
{
	struct span der = mail_decode_base64(a, base64);
	const unsigned char *at = (const unsigned char *)der.ptr;
	X509 *x = c->n < SEAL_CERTS && der.len ? d2i_X509(NULL, &at, (long)der.len) : NULL;

	if (x)
		c->x509[c->n++] = x;
}

void seal_certs_drop(struct seal_certs *c)
{
	for (size_t i = 0; i < c->n; i++)
		X509_free(c->x509[i]);
	c->n = 0;
	ERR_clear_error();
}

/* xmldsig has r and s one after the other (RFC 4050 3.3), libcrypto wants DER. */
static struct span der_of(struct arena *a, struct span v)
{
	ECDSA_SIG *sig = v.len && v.len % 2 == 0 ? ECDSA_SIG_new() : NULL;
	const unsigned char *at = (const unsigned char *)v.ptr;
	int half = (int)(v.len / 2), n = 0;
	unsigned char *der = NULL;
	BIGNUM *r, *s;
	struct span ret = S("");

	if (!sig)
		return ret;
	r = BN_bin2bn(at, half, NULL);
	s = BN_bin2bn(at + half, half, NULL);
	if (r && s && ECDSA_SIG_set0(sig, r, s)) {
		n = i2d_ECDSA_SIG(sig, &der);
	} else {
		BN_free(r);
		BN_free(s);
	}
	if (n > 0)
		ret = arena_span(a, (struct span){ (const char *)der, (size_t)n });
	OPENSSL_free(der);
	ECDSA_SIG_free(sig);
	return ret;
}

static bool made_by(EVP_PKEY *key, const struct seal_scheme *s, struct span bytes,
		    struct span value)
{
	EVP_MD_CTX *ctx;
	EVP_PKEY_CTX *more = NULL;
	bool ok;

	if (!key || EVP_PKEY_base_id(key) != (s->ec ? EVP_PKEY_EC : EVP_PKEY_RSA))
		return false;
	ctx = EVP_MD_CTX_new();
	ok = ctx &&
	     EVP_DigestVerifyInit(ctx, &more, EVP_get_digestbyname(s->digest), NULL, key) == 1;
	if (ok && s->pss)
		ok = EVP_PKEY_CTX_set_rsa_padding(more, RSA_PKCS1_PSS_PADDING) == 1 &&
		     EVP_PKEY_CTX_set_rsa_pss_saltlen(more, RSA_PSS_SALTLEN_DIGEST) == 1;
	ok = ok && EVP_DigestVerify(ctx, (const unsigned char *)value.ptr, value.len,
				    (const unsigned char *)bytes.ptr, bytes.len) == 1;
	EVP_MD_CTX_free(ctx);
	return ok;
}

size_t seal_signer(struct arena *a, const struct seal_certs *c, const struct seal_scheme *scheme,
		   struct span bytes, struct span value)
{
	struct span v = mail_decode_base64(a, value);

	if (scheme->ec)
		v = der_of(a, v);
	for (size_t i = 0; i < c->n; i++)
		if (v.len && made_by(X509_get0_pubkey(c->x509[i]), scheme, bytes, v))
			return i;
	return SIZE_MAX;
}

struct span seal_subject(struct arena *a, const struct seal_certs *c, size_t which)
{
	BIO *out = BIO_new(BIO_s_mem());
	struct span ret = S("");
	char *text = NULL;
	long n;

	if (out && X509_NAME_print_ex(out, X509_get_subject_name(c->x509[which]), 0,
				      XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB) >= 0) {
		n = BIO_get_mem_data(out, &text);
		if (n > 0)
			ret = utf8_clean(a, arena_span(a, (struct span){ text, (size_t)n }));
	}
	BIO_free(out);
	return ret;
}

enum rc seal_trust_new(struct span pem, struct seal_trust **ret, struct why *reterr)
{
	BIO *in = BIO_new_mem_buf(pem.ptr, span_int(pem));
	X509_STORE *store = X509_STORE_new();
	X509 *x;
	size_t n = 0;
	bool ok = in && store;

	*ret = NULL;
	while (ok && (x = PEM_read_bio_X509(in, NULL, NULL, NULL)) != NULL) {
		ok = X509_STORE_add_cert(store, x) == 1;
		X509_free(x);
		n++;
	}
	/* What ends the reading must be the end of the text, not one that is spoiled. */
	ok = ok && n && ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
	ERR_clear_error();
	BIO_free(in);
	if (!ok) {
		X509_STORE_free(store);
		return why_fail(reterr, RC_BAD_CONFIG,
				"after %zu certificates (PEM) something else stands", n);
	}
	*ret = calloc(1, sizeof(**ret));
	if (!*ret) {
		X509_STORE_free(store);
		return why_fail(reterr, RC_RETRY, "no memory for certificates");
	}
	(*ret)->store = store;
	return RC_OK;
}

void seal_trust_free(struct seal_trust *t)
{
	if (t)
		X509_STORE_free(t->store);
	free(t);
}

bool seal_trusted(const struct seal_certs *c, size_t which, const struct seal_trust *t, int64_t at,
		  struct why *why)
{
	X509_STORE_CTX *ctx = X509_STORE_CTX_new();
	STACK_OF(X509) *others = sk_X509_new_null();
	bool ok = ctx && others;

	for (size_t i = 0; ok && i < c->n; i++)
		ok = i == which || sk_X509_push(others, c->x509[i]) > 0;
	ok = ok && X509_STORE_CTX_init(ctx, t->store, c->x509[which], others) == 1;
	if (ok) {
		X509_VERIFY_PARAM *p = X509_STORE_CTX_get0_param(ctx);

		/* A chain may end at any certificate of the file, the sealing one itself included. */
		(void)X509_VERIFY_PARAM_set_flags(p, X509_V_FLAG_PARTIAL_CHAIN);
		X509_VERIFY_PARAM_set_time(p, (time_t)at);
		X509_VERIFY_PARAM_set_auth_level(p, LEVEL);
		ok = X509_verify_cert(ctx) == 1;
		if (!ok)
			why_set(why, "%s",
				X509_verify_cert_error_string(X509_STORE_CTX_get_error(ctx)));
	}
	X509_STORE_CTX_free(ctx);
	sk_X509_free(others);
	return ok;
}
