/* The child's side of run/reader.h: take the configuration, make ready everything that would open a
 * file or make code, seal, then answer mails until the socket closes. Descriptor 0 is the socket. */
#include <errno.h>
#include <malloc.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "reader.h"

#include "charset.h"
#include "fact_reader.h"
#include "mail_dkim.h"
#include "reader_trim.h"
#include "reader_wire.h"
#include "sandbox.h"
#include "span.h"

#include <libxml/parser.h>

#define SOCKET     0
#define CONFIG_CAP ((size_t)32 << 20)
#define MAIL_CAP \
	((size_t)160 << 20) /* under the memory limit, so that it is told apart from a crash */
#define INBOX_ROOM ((size_t)64 << 10)
#define INBOX_KEEP ((size_t)1 << 20)
#define WORK_KEEP  ((size_t)4 << 20)

struct inbox {
	char *ptr;
	size_t room, len;
};

static bool write_all(const char *p, size_t n)
{
	while (n) {
		ssize_t did = write(SOCKET, p, n);

		if (did < 0 && errno == EINTR)
			continue;
		if (did <= 0)
			return false;
		p += did;
		n -= (size_t)did;
	}
	return true;
}

/* Called where an arena cannot give NULL: say so without needing memory, and end. */
static void child_full(const char *what) __attribute__((noreturn));
static void child_full(const char *what)
{
	char frame[WIRE_HEAD + 200];
	size_t n = strnlen(what, 200);

	wire_head_put(frame, WIRE_LIMIT, n);
	memcpy(frame + WIRE_HEAD, what, n);
	(void)write_all(frame, WIRE_HEAD + n);
	_exit(3);
}

static void make_room(struct inbox *in, size_t room)
{
	char *p;

	if (room <= in->room)
		return;
	p = realloc(in->ptr, room);
	if (!p)
		child_full("no memory for the mail");
	in->ptr = p;
	in->room = room;
}

/* The next frame; its payload stays until the next call. false: the parent is gone, or speaks another
 * language (the binary was replaced). */
static bool next_frame(struct inbox *in, size_t *used, enum wire_kind *kind, struct span *payload)
{
	size_t need = WIRE_HEAD, len = 0;

	memmove(in->ptr, in->ptr + *used, in->len - *used);
	in->len -= *used;
	*used = 0;
	if (in->room > INBOX_KEEP && in->len <= INBOX_ROOM) {
		free(in->ptr);
		*in = (struct inbox){ 0 };
		make_room(in, INBOX_ROOM);
	}
	while (in->len < need) {
		ssize_t did = read(SOCKET, in->ptr + in->len, in->room - in->len);

		if (did < 0 && errno == EINTR)
			continue;
		if (did <= 0)
			return false;
		in->len += (size_t)did;
		if (need == WIRE_HEAD && in->len >= WIRE_HEAD) {
			if (!wire_head_get(in->ptr, kind, &len))
				return false;
			need = WIRE_HEAD + len;
			make_room(in, need);
		}
	}
	if (!wire_head_get(in->ptr, kind, &len))
		return false;
	*payload = (struct span){ in->ptr + WIRE_HEAD, len };
	*used = WIRE_HEAD + len;
	return true;
}

static uint32_t cpu_ms(void)
{
	struct timespec t = { 0 };

	if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t))
		return 0;
	return (uint32_t)(t.tv_sec * 1000 + t.tv_nsec / 1000000);
}

static bool send_answer(struct arena *a, struct wire_answer *answer)
{
	struct buf out;

	answer->cpu_ms = cpu_ms();
	buf_init(&out, a, WIRE_ANSWER_MAX + WIRE_HEAD);
	if (!wire_put_answer(a, &out, answer)) {
		struct wire_answer over = { .rc = RC_BAD_INPUT,
					    .why = S("says more than an answer may hold") };

		over.cpu_ms = answer->cpu_ms;
		buf_init(&out, a, WIRE_ANSWER_MAX + WIRE_HEAD);
		if (!wire_put_answer(a, &out, &over))
			return false;
	}
	return write_all(out.ptr, out.len);
}

static bool send_rc(struct arena *a, enum rc rc, const struct why *why)
{
	struct wire_answer answer = { .rc = rc, .why = span_of(why->text) };

	if (rc)
		return send_answer(a, &answer);
	answer.fact = (struct mail_fact){ 0 };
	return send_answer(a, &answer);
}

/* Mails that go through HTML, charsets, MIME, forms, patterns and JSON: whatever a library loads or sets
 * up on first use, it does before the seal. */
static const char *const warm_mails[] = {
	"From: =?iso-8859-2?Q?Ana_=BAtefan?= <ana@client.example>\r\n"
	"To: firma@example.ro\r\nSubject: =?UTF-8?B?w65uc2NyaWVyZQ==?=\r\n"
	"Message-ID: <warm@client.example>\r\nDate: Mon, 2 Nov 2026 10:00:00 +0200\r\n"
	"MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
	"--b\r\nContent-Type: text/plain; charset=windows-1250\r\n\r\n\r\n"
	"--b\r\nContent-Type: text/html; charset=iso-8859-16\r\n"
	"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
	"<p>Bun=E3 ziua,</p><p>Accept, mul=FEumesc.</p><blockquote type=3Dcite>Oferta 12</blockquote>\r\n"
	"--b--\r\n",
	"From: a@b.ro\r\nContent-Type: application/pkcs7-mime\r\n"
	"Content-Transfer-Encoding: base64\r\n\r\nMIAGCSqGSIb3DQEHAqCA\r\n",
	"From: no-reply@sns.amazonaws.com\r\nSubject: AWS Notification Message\r\n\r\n"
	"{\"notificationType\":\"Delivery\",\"delivery\":{\"recipients\":[\"ana@client.example\"]}}\r\n",
};

static void warm(struct fact_reader *r, struct arena *a)
{
	struct mail_fact fact;
	struct why why;

	/* What they say does not matter, not even that one cannot be read. */
	for (size_t i = 0; i < ARRAY_LEN(warm_mails); i++) {
		if (fact_reader_read(r, a, span_of(warm_mails[i]), &fact, &why))
			why_set(&why, "unread");
		arena_clear(a);
	}
}

static enum rc make_ready(struct arena *perm, struct arena *work, struct span payload,
			  struct charset_warm *charsets, struct fact_reader **ret, struct why *why)
{
	struct reader_config *cfg = ARENA_NEW(perm, struct reader_config);
	/* The frame's room is used again for mails: the configuration keeps a copy. */
	enum rc rc = wire_get_config(perm, arena_span(perm, payload), cfg, why);

	if (rc)
		return rc;
	xmlInitParser();
	tzset();
	charset_warm(charsets);
	rc = fact_reader_open(cfg, ret, why);
	if (rc)
		return rc;
	warm(*ret, work);
	if (cfg->auth_mode == AUTH_BY_LOCAL)
		mail_dkim_warm(work);
	reader_trim();
	return sandbox_seal(why);
}

static bool answer_mail(struct fact_reader *r, struct arena *a, enum read_as as, struct span raw,
			const struct dkim_keys *keys)
{
	struct wire_answer answer = { 0 };
	struct why why = { "" };

	answer.rc = keys ? fact_reader_read_keys(r, a, raw, keys, &answer.fact, &why) :
			   fact_reader_read_as(r, a, as, raw, &answer.fact, &why);
	if (answer.rc)
		answer.why = span_of(why.text);
	return send_answer(a, &answer);
}

static bool answer_chunk(struct fact_reader *r, struct arena *a, enum wire_kind kind,
			 struct span chunk)
{
	enum read_chunk at = kind == WIRE_FIRST ? READ_FIRST :
			     kind == WIRE_MORE  ? READ_MORE :
						  READ_LAST;
	struct wire_answer answer = { 0 };
	struct why why = { "" };

	answer.rc = fact_reader_chunk(r, a, at, chunk, &answer.fact, &why);
	if (answer.rc)
		answer.why = span_of(why.text);
	return send_answer(a, &answer);
}

static bool answer_invoice(struct arena *a, struct span xml)
{
	struct wire_answer answer = { .is_invoice = true };
	struct why why = { "" };

	answer.rc = ubl_in_read(a, xml, &answer.invoice, &why);
	if (answer.rc)
		answer.why = span_of(why.text);
	return send_answer(a, &answer);
}

/* Ready for the next mail; a big one's memory goes back to the system. */
static struct arena *emptied(struct arena *a)
{
	if (arena_used(a) < WORK_KEEP) {
		arena_clear(a);
		return a;
	}
	arena_free(a);
	(void)malloc_trim(0);
	return arena_new(MAIL_CAP);
}

int reader_child_main(void)
{
	struct arena *perm = arena_new(CONFIG_CAP), *work = arena_new(MAIL_CAP);
	struct charset_warm charsets = { 0 };
	struct fact_reader *r = NULL;
	struct inbox in = { 0 };
	struct why why = { "" };
	enum wire_kind kind = WIRE_CONFIG;
	struct dkim_keys keys = { 0 };
	struct span payload;
	bool keyed = false;
	size_t used = 0;
	enum rc rc;

	arena_on_full(child_full);
	/* Fixed, so that what a big mail took goes back when it is freed. */
	(void)mallopt(M_MMAP_THRESHOLD, 1 << 19);
	/* The next mail takes what the last one gave back, without asking the system. */
	(void)mallopt(M_TRIM_THRESHOLD, (int)WORK_KEEP);
	make_room(&in, INBOX_ROOM);
	rc = sandbox_limit(&why);
	if (!next_frame(&in, &used, &kind, &payload) || kind != WIRE_CONFIG)
		_exit(2);
	if (!rc)
		rc = make_ready(perm, work, payload, &charsets, &r, &why);
	if (!send_rc(work, rc, &why) || rc)
		_exit(2);
	while (next_frame(&in, &used, &kind, &payload)) {
		enum read_as as = kind == WIRE_FILE ? READ_AS_FOUND :
				  kind == WIRE_BODY ? READ_AS_BODY :
						      READ_AS_MAIL;

		if (kind == WIRE_KEYS) {
			/* The frame's room is used again: the keys keep a copy, until the mail is read. */
			if (wire_get_keys(work, arena_span(work, payload), &keys, &why))
				_exit(2);
			keyed = true;
			continue;
		}
		if (kind == WIRE_FIRST || kind == WIRE_MORE || kind == WIRE_LAST) {
			if (!answer_chunk(r, work, kind, payload))
				_exit(2);
			work = emptied(work);
			continue;
		}
		if (kind == WIRE_INVOICE) {
			if (!answer_invoice(work, payload))
				_exit(2);
			work = emptied(work);
			continue;
		}
		if ((kind != WIRE_MAIL && as == READ_AS_MAIL) ||
		    !answer_mail(r, work, as, payload, keyed ? &keys : NULL))
			_exit(2);
		keyed = false;
		work = emptied(work);
	}
	/* No clean-up: leak checkers and exit handlers would want system calls that are gone. */
	_exit(0);
}
