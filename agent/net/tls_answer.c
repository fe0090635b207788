/* GnuTLS as a server (tls_answer.h). */
#include "tls_answer.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

enum { DAY_S = 86400, SERIAL_BYTES = 8 };

struct tls_answer {
	gnutls_x509_privkey_t key;
	gnutls_x509_crt_t crt;
	gnutls_certificate_credentials_t cred;
	gnutls_session_t session; /* NULL between browsers */
};

static int make_key(struct tls_answer *t)
{
	int rc = gnutls_x509_privkey_init(&t->key);

	return rc ? rc :
		    gnutls_x509_privkey_generate(t->key, GNUTLS_PK_EC,
						 GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1),
						 0);
}

static int make_certificate(struct tls_answer *t, int64_t now)
{
	unsigned char serial[SERIAL_BYTES] = { 0 };
	int rc = gnutls_x509_crt_init(&t->crt);

	if (!rc)
		rc = gnutls_rnd(GNUTLS_RND_NONCE, serial, sizeof(serial));
	serial[0] &= 0x7f; /* a positive number */
	if (!rc)
		rc = gnutls_x509_crt_set_version(t->crt, 3);
	if (!rc)
		rc = gnutls_x509_crt_set_key(t->crt, t->key);
	if (!rc)
		rc = gnutls_x509_crt_set_serial(t->crt, serial, sizeof(serial));
	if (!rc)
		rc = gnutls_x509_crt_set_dn_by_oid(t->crt, GNUTLS_OID_X520_COMMON_NAME, 0,
						   "localhost", sizeof("localhost") - 1);
	if (!rc)
		rc = gnutls_x509_crt_set_subject_alt_name(t->crt, GNUTLS_SAN_DNSNAME, "localhost",
							  sizeof("localhost") - 1, GNUTLS_FSAN_SET);
	if (!rc)
		rc = gnutls_x509_crt_set_key_usage(t->crt, GNUTLS_KEY_DIGITAL_SIGNATURE);
	if (!rc)
		rc = gnutls_x509_crt_set_activation_time(t->crt, now - DAY_S);
	if (!rc)
		rc = gnutls_x509_crt_set_expiration_time(t->crt, now + DAY_S);
	return rc ? rc : gnutls_x509_crt_sign2(t->crt, t->crt, t->key, GNUTLS_DIG_SHA256, 0);
}

enum rc tls_answer_open(int64_t now, struct tls_answer **ret, struct why *reterr)
{
	struct tls_answer *t = calloc(1, sizeof(*t));
	int rc;

	*ret = t;
	if (!t)
		return why_fail(reterr, RC_RETRY, "out of memory");
	rc = make_key(t);
	if (!rc)
		rc = make_certificate(t, now);
	if (!rc)
		rc = gnutls_certificate_allocate_credentials(&t->cred);
	if (!rc)
		rc = gnutls_certificate_set_x509_key(t->cred, &t->crt, 1, t->key);
	if (!rc)
		return RC_OK;
	tls_answer_close(t);
	*ret = NULL;
	return why_fail(reterr, RC_RETRY, "no certificate for localhost: %s", gnutls_strerror(rc));
}

void tls_answer_close(struct tls_answer *t)
{
	if (!t)
		return;
	tls_answer_end(t);
	if (t->cred)
		gnutls_certificate_free_credentials(t->cred);
	if (t->crt)
		gnutls_x509_crt_deinit(t->crt);
	if (t->key)
		gnutls_x509_privkey_deinit(t->key);
	free(t);
}

enum rc tls_answer_begin(struct tls_answer *t, int fd, unsigned timeout_ms, struct why *reterr)
{
	int rc;

	tls_answer_end(t);
	rc = gnutls_init(&t->session, GNUTLS_SERVER | GNUTLS_NO_SIGNAL);
	if (rc) {
		t->session = NULL;
		return why_fail(reterr, RC_RETRY, "TLS: %s", gnutls_strerror(rc));
	}
	rc = gnutls_set_default_priority(t->session);
	if (!rc)
		rc = gnutls_credentials_set(t->session, GNUTLS_CRD_CERTIFICATE, t->cred);
	gnutls_transport_set_int(t->session, fd);
	gnutls_handshake_set_timeout(t->session, timeout_ms);
	gnutls_record_set_timeout(t->session, timeout_ms);
	while (!rc) {
		rc = gnutls_handshake(t->session);
		if (rc == GNUTLS_E_SUCCESS)
			return RC_OK;
		if (!gnutls_error_is_fatal(rc))
			rc = 0;
	}
	tls_answer_end(t);
	return why_fail(reterr, RC_RETRY, "TLS: %s", gnutls_strerror(rc));
}

ssize_t tls_answer_read(struct tls_answer *t, char *buf, size_t size)
{
	ssize_t n;

	do
		n = gnutls_record_recv(t->session, buf, size);
	while (n == GNUTLS_E_INTERRUPTED);
	return n;
}

ssize_t tls_answer_write(struct tls_answer *t, const char *text, size_t len)
{
	ssize_t n;

	do
		n = gnutls_record_send(t->session, text, len);
	while (n == GNUTLS_E_INTERRUPTED);
	return n;
}

void tls_answer_end(struct tls_answer *t)
{
	if (!t->session)
		return;
	(void)gnutls_bye(t->session, GNUTLS_SHUT_WR);
	gnutls_deinit(t->session);
	t->session = NULL;
}
