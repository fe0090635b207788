/* EPC069-12: lines joined by LF, at most 331 bytes, error level M, QR version at most 13. */
#include "qr.h"

#include <qrencode.h>

#include "buf.h"
#include "ident.h"
#include "span.h"
#include "utf8.h"

#define EPC_MAX     331
#define EPC_VERSION 13
#define EPC_SUM_MAX 99999999999 /* cents */

static struct span qr_text(struct arena *a, struct span s, size_t n)
{
	struct buf b;

	s = utf8_cut(utf8_clean(a, s), n);
	buf_init(&b, a, s.len + 1);
	for (size_t i = 0; i < s.len; i++)
		buf_add_char(&b, s.ptr[i] == '\n' || s.ptr[i] == '\r' ? ' ' : s.ptr[i]);
	return buf_span(&b);
}

struct span qr_payload(struct arena *a, struct span name, struct span iban, struct money sum,
		       struct span reference)
{
	bool structured = ident_rf_valid(reference);
	struct buf b;

	if (strcmp(sum.cur, "EUR") != 0 || sum.minor < 1 || sum.minor > EPC_SUM_MAX ||
	    name.len == 0 || !ident_iban_valid(iban))
		return S("");
	buf_init(&b, a, EPC_MAX);
	buf_add_fmt(&b, "BCD\n002\n1\nSCT\n\n%.*s\n%.*s\nEUR%.*s\n\n%s%.*s",
		    SPAN_ARG(qr_text(a, name, 70)), SPAN_ARG(ident_iban_compact(a, iban)),
		    SPAN_ARG(money_print(a, sum)), structured ? "" : "\n",
		    SPAN_ARG(qr_text(a, reference, structured ? 35 : 140)));
	return buf_ok(&b) ? buf_span(&b) : S("");
}

struct qr qr_encode(struct arena *a, struct span payload)
{
	struct qr qr = { NULL, 0 };
	unsigned char *copy;
	QRcode *code;

	if (payload.len == 0)
		return qr;
	code = QRcode_encodeData((int)payload.len, (const unsigned char *)payload.ptr, 0,
				 QR_ECLEVEL_M);
	if (!code)
		return qr;
	if (code->version <= EPC_VERSION) {
		copy = arena_alloc(a, (size_t)code->width * (size_t)code->width);
		memcpy(copy, code->data, (size_t)code->width * (size_t)code->width);
		qr = (struct qr){ copy, code->width };
	}
	QRcode_free(code);
	return qr;
}
