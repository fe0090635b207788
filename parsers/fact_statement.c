/* Collects what statements tell into a fact: see fact_statement.h. */
#include "fact_statement.h"

#include "buf.h"
#include "mail.h"
#include "mail_text.h"
#include "source_kind.h"
#include "span.h"
#include "statement_utf16.h"
#include "unzip.h"

#define HEAD_MAX   ((size_t)64 << 10)
#define INNER_MAX  ((size_t)4 << 20) /* an archive within an archive */
#define INNER_MOST 40

/* Where entries go now: the arena changes from chunk to chunk. */
struct collect {
	struct arena *arena;
	struct mail_fact *fact;
	struct span name; /* of the attachment or member, before its warnings */
	size_t bytes;
	unsigned archives; /* within archives */
	bool limited, full;
};

struct fact_statement {
	struct collect to;
	struct statement_sink sink;
	struct statement *statement;
	enum source_kind kind;
	bool dead;
};

static void take_warning(void *ctx, struct span text)
{
	struct collect *c = ctx;

	if (c->fact->warnings.n < 200)
		*ARENA_PUSH(c->arena, &c->fact->warnings) =
			c->name.len ? arena_fmt(c->arena, "%.*s: %.*s", SPAN_ARG(c->name),
						SPAN_ARG(text)) :
				      arena_span(c->arena, text);
}

static void take_entry(void *ctx, const struct entry *e)
{
	struct collect *c = ctx;
	struct entry copy = *e;
	struct span *all[] = { &copy.counterparty, &copy.account,    &copy.iban,
			       &copy.tax_id,       &copy.reference,  &copy.text,
			       &copy.bank_ref,     &copy.end_to_end, &copy.kind,
			       &copy.own_account,  &copy.status,     &copy.statement,
			       &copy.purpose,      &copy.batch_ref };

	if (c->full)
		return;
	if (c->limited &&
	    (c->fact->entries.n == FACT_ENTRIES_MAX || c->bytes > FACT_ENTRY_BYTES_MAX)) {
		c->full = true;
		take_warning(c, S("more entries than a mail may tell: read the file by itself"));
		return;
	}
	c->bytes += sizeof(copy);
	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		*all[i] = arena_span(c->arena, *all[i]);
		c->bytes += all[i]->len;
	}
	copy.file = c->name;
	*ARENA_PUSH(c->arena, &c->fact->entries) = copy;
}

enum source_kind fact_statement_kind(const struct statement_kit *k, struct arena *a,
				     struct span bytes)
{
	struct span head = span_sub(bytes, 0, HEAD_MAX);
	enum source_kind kind;
	struct utf16 wide;

	head = utf16_head(a, &wide, head);
	kind = source_kind_of(a, head.ptr == bytes.ptr ? bytes : head);
	/* Rows with blanks behind their commas look like prose to who does not know the header. */
	if (kind == SOURCE_BODY && statement_is(k, SOURCE_CSV, head))
		kind = SOURCE_CSV;
	return kind;
}

static bool add(const struct statement_kit *k, struct collect *c, enum source_kind kind,
		struct span bytes)
{
	struct statement_sink sink = { c, take_entry, take_warning };
	struct statement *s;
	enum balances b;

	if (!statement_is(k, kind, span_sub(bytes, 0, HEAD_MAX)))
		return false;
	s = statement_open(k, kind, bytes, &sink);
	for (struct span rest = bytes; rest.len && !c->full;) {
		struct span now = span_sub(rest, 0, HEAD_MAX);

		rest = statement_feed(s, now) ? span_from(rest, now.len) : S("");
	}
	b = c->full ? BALANCES_NONE : statement_end(s);
	statement_close(s);
	if (b > c->fact->balances)
		c->fact->balances = b;
	return true;
}

bool fact_statement_file(const struct statement_kit *k, struct arena *a, struct span bytes,
			 struct mail_fact *ret)
{
	struct collect c = { .arena = a, .fact = ret, .name = S(""), .limited = true };

	return add(k, &c, ret->kind, bytes);
}

/* One member of an archive while it is unpacked: its head decides. */
struct member {
	const struct statement_kit *kit;
	struct collect *to;
	struct statement_sink sink;
	struct statement *statement;
	struct arena *hold; /* of a member that is an archive itself, else NULL */
	struct buf inner;
	struct span within; /* the archive that this one stands in; "" = none */
	unsigned statements;
};

static unsigned add_zip(const struct statement_kit *k, struct collect *c, struct span within,
			struct span bytes, enum rc *rc, struct why *reterr);

/* Banks pack the archive of each day into one of the month: one level of that is read. */
static bool begin_archive(struct member *m)
{
	if (m->within.len || ++m->to->archives > INNER_MOST) {
		take_warning(m->to, S("too many archives within one another: not read"));
		return false;
	}
	m->hold = arena_new(INNER_MAX * 4);
	buf_init(&m->inner, m->hold, INNER_MAX);
	return true;
}

static bool member_bytes(void *ctx, struct span name, struct span chunk, bool first)
{
	struct member *m = ctx;
	enum source_kind kind;

	if (first) {
		m->to->name = m->within.len ? arena_fmt(m->to->arena, "%.*s/%.*s",
							SPAN_ARG(m->within), SPAN_ARG(name)) :
					      arena_span(m->to->arena, name);
		kind = fact_statement_kind(m->kit, m->to->arena, chunk);
		if (kind == SOURCE_ZIP && !begin_archive(m))
			return false;
	}
	if (m->hold) {
		buf_add(&m->inner, chunk);
		return buf_ok(&m->inner);
	}
	if (first) {
		if (!statement_is(m->kit, kind, chunk))
			return false;
		m->statements++;
		m->statement = statement_open(m->kit, kind, chunk, &m->sink);
	}
	return statement_feed(m->statement, chunk) && !m->to->full;
}

static unsigned end_archive(const struct member *m)
{
	struct why why = { "" };
	enum rc rc = RC_OK;
	unsigned n = 0;

	if (buf_ok(&m->inner))
		n = add_zip(m->kit, m->to, m->to->name, buf_span(&m->inner), &rc, &why);
	else
		take_warning(m->to, arena_fmt(m->to->arena,
					      "an archive of over %zu bytes: not read", INNER_MAX));
	if (rc)
		take_warning(m->to, span_of(why.text));
	return n;
}

static void member_end(void *ctx, struct span name, const char *error)
{
	struct member *m = ctx;
	enum balances b;

	if (error)
		take_warning(m->to, arena_fmt(m->to->arena, "%.*s: %s", SPAN_ARG(name), error));
	if (m->hold) {
		m->statements += end_archive(m);
		arena_free(m->hold);
		m->hold = NULL;
	}
	if (!m->statement)
		return;
	b = m->to->full ? BALANCES_NONE : statement_end(m->statement);
	if (b > m->to->fact->balances)
		m->to->fact->balances = b;
	statement_close(m->statement);
	m->statement = NULL;
}

/* How many statements stood in it. */
static unsigned add_zip(const struct statement_kit *k, struct collect *c, struct span within,
			struct span bytes, enum rc *rc, struct why *reterr)
{
	struct member m = {
		.kit = k, .to = c, .sink = { c, take_entry, take_warning }, .within = within
	};
	struct zip_sink sink = { &m, member_bytes, member_end };

	*rc = zip_each(bytes, &sink, reterr);
	return m.statements;
}

enum rc fact_statement_zip(const struct statement_kit *k, struct arena *a, struct span bytes,
			   struct mail_fact *ret, struct why *reterr)
{
	struct collect c = { .arena = a, .fact = ret, .name = S(""), .limited = true };
	enum rc rc;
	unsigned n = add_zip(k, &c, S(""), bytes, &rc, reterr);

	if (!rc && !n)
		ret->class_why = S("an archive without statements");
	return rc;
}

/* Types that are no statement, whatever they are called: their bytes are not even decoded. */
static bool may_be_statement(struct span type)
{
	static const char *const never[] = {
		"image/",   "video/",    "audio/",        "application/pdf",  "multipart/",
		"message/", "text/html", "text/calendar", "application/pkcs7"
	};

	for (size_t i = 0; i < ARRAY_LEN(never); i++)
		if (span_starts(type, span_of(never[i])))
			return false;
	return true;
}

void fact_statement_attached(const struct statement_kit *k, struct arena *a, struct span mail,
			     struct mail_fact *ret)
{
	struct mail_part *root = NULL;
	struct collect c = { .arena = a, .fact = ret, .name = S(""), .limited = true };

	if (mail_parse(a, mail, &root, NULL))
		return;
	for (struct mail_part *p = root; p; p = mail_next(p)) {
		enum source_kind kind;
		struct why why = { "" };
		struct span bytes;
		enum rc rc = RC_OK;

		if (p->child || !may_be_statement(p->type) ||
		    (span_starts(p->type, S("text/plain")) && !mail_attached_name(a, p).len))
			continue;
		bytes = mail_body(a, p);
		c.name = mail_attached_name(a, p);
		kind = fact_statement_kind(k, a, bytes);
		if (kind == SOURCE_ZIP)
			(void)add_zip(k, &c, S(""), bytes, &rc, &why);
		else
			(void)add(k, &c, kind, bytes);
		if (rc) {
			c.name = mail_attached_name(a, p);
			take_warning(&c, span_of(why.text));
		}
	}
}

struct fact_statement *fact_statement_open(const struct statement_kit *k, enum source_kind kind,
					   struct span head)
{
	struct fact_statement *f = calloc(1, sizeof(*f));

	if (!f)
		return NULL;
	f->kind = kind;
	f->to.name = S("");
	f->sink = (struct statement_sink){ &f->to, take_entry, take_warning };
	f->statement = statement_open(k, kind, head, &f->sink);
	return f;
}

void fact_statement_take(struct fact_statement *f, struct arena *a, struct span chunk, bool last,
			 struct mail_fact *ret)
{
	f->to.arena = a;
	f->to.fact = ret;
	ret->kind = f->kind;
	f->dead = f->dead || !statement_feed(f->statement, chunk);
	if (last)
		ret->balances = statement_end(f->statement);
	ret->wants_more = !f->dead && !last;
	f->to.fact = NULL;
}

void fact_statement_close(struct fact_statement *f)
{
	if (!f)
		return;
	statement_close(f->statement);
	free(f);
}
