/* Movements of a bank's mail from its text or, when that tells of none, from texts attached to it, also in
 * archives (VUB sends its forms so): see fact_notice.h. */
#include "fact_notice.h"

#include "buf.h"
#include "charset.h"
#include "mail.h"
#include "mail_text.h"
#include "source_kind.h"
#include "span.h"
#include "unzip.h"
#include "utf8.h"

#define ATTACHED_MAX ((size_t)128 << 10)

struct gather {
	struct arena *arena;
	struct buf text;
	size_t members;
};

static bool is_text_name(struct span name)
{
	return name.len > 4 && span_ieq(span_from(name, name.len - 4), S(".txt"));
}

static void add_text(struct gather *g, struct span bytes)
{
	struct span text;

	if (!bytes.len || bytes.len > ATTACHED_MAX || memchr(bytes.ptr, 0, bytes.len) ||
	    g->text.len + bytes.len > ATTACHED_MAX)
		return;
	text = charset_utf8(g->arena, S(""), bytes);
	buf_add(&g->text, text);
	buf_add_char(&g->text, '\n');
}

/* Forms are small: what does not come in one piece is none. */
static bool member_bytes(void *ctx, struct span name, struct span chunk, bool first)
{
	struct gather *g = ctx;

	if (first && is_text_name(name) && chunk.len < ((size_t)64 << 10))
		add_text(g, chunk);
	return false;
}

static void member_end(void *ctx, struct span name, const char *error)
{
	struct gather *g = ctx;

	(void)name;
	g->members += error == NULL;
}

static struct span attached_text(struct arena *a, struct span mail)
{
	struct mail_part *root = NULL;
	struct gather g = { .arena = a };
	struct zip_sink sink = { &g, member_bytes, member_end };

	buf_init(&g.text, a, ATTACHED_MAX * 4);
	if (!mail.len || mail_parse(a, mail, &root, NULL))
		return S("");
	for (struct mail_part *p = root; p; p = mail_next(p)) {
		struct span name = mail_attached_name(a, p), bytes;

		if (p->child || !name.len || span_starts(p->type, S("image/")) ||
		    mail_body_size(a, p) > ATTACHED_MAX)
			continue;
		bytes = mail_body(a, p);
		if (is_text_name(name))
			add_text(&g, bytes);
		else if (source_kind_of(a, bytes) == SOURCE_ZIP && zip_each(bytes, &sink, NULL))
			continue;
	}
	return utf8_clean(a, buf_span(&g.text));
}

static bool read_text(const struct fact_notice *r, struct arena *a, const struct bank_rule *bank,
		      struct span text, struct mail_fact *f)
{
	struct why doubt;

	if (bank_notice_read(r->banks, a, bank, text, &f->notices, &doubt))
		f->notices = (struct notices){ 0 };
	return f->notices.n > 0;
}

/* By what staff taught; else a guess, for them to look at. */
static void read_unknown(const struct fact_notice *r, struct arena *a, const struct bank_rule *bank,
			 struct span text, struct mail_fact *f)
{
	for (size_t i = 0; i < r->cfg->bank_forms.n; i++) {
		const struct bank_form *form = &r->cfg->bank_forms.at[i];

		if (span_eq(form->bank, bank->name) &&
		    bank_form_read(a, bank, form, text, &f->notices))
			return;
	}
	bank_guess_of(a, bank, text, &f->guess);
}

void fact_notice_of(const struct fact_notice *r, struct arena *a, const struct bank_rule *bank,
		    struct span mail, struct span text, struct mail_fact *f)
{
	bool titled = f->subject.len && !f->auth.loose_subject;
	struct span whole;

	text = utf8_clean(a, text);
	if (read_text(r, a, bank, text, f) || f->notices.nothing)
		return;
	whole = titled ? arena_fmt(a, "%.*s\n\n%.*s", SPAN_ARG(f->subject), SPAN_ARG(text)) : text;
	/* The title may stand in the subject alone; one that the signature does not hold is anybody's. */
	if (titled && (read_text(r, a, bank, whole, f) || f->notices.nothing))
		return;
	if (bank->attached && f->attachments.n &&
	    (read_text(r, a, bank, attached_text(a, mail), f) || f->notices.nothing))
		return;
	read_unknown(r, a, bank, whole, f);
}

/* How much is told: banks share words, and the one whose mail it is reads most of it. */
static size_t known(const struct notices *all)
{
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct notice *x = &all->at[i];

		n += 1 + (size_t)day_is_set(x->day) + !!x->payer.len + !!x->payer_iban.len +
		     !!x->payer_tax_id.len + !!x->details.len + !!x->bank_ref.len +
		     !!x->account.len + !!x->reference.len + !!x->fee;
	}
	return n;
}

const struct bank_rule *fact_notice_any(const struct fact_notice *r, struct arena *a,
					struct span mail, struct span text, struct mail_fact *f)
{
	struct span more = f->attachments.n ? attached_text(a, mail) : S("");
	const struct bank_rule *ret = NULL;
	struct notices best = { 0 };

	text = utf8_clean(a, text);
	for (size_t i = 0; i < r->cfg->banks.n; i++) {
		const struct bank_rule *bank = &r->cfg->banks.at[i];

		if (!read_text(r, a, bank, text, f) &&
		    !(bank->attached && more.len && read_text(r, a, bank, more, f)))
			continue;
		if (known(&f->notices) > known(&best)) {
			best = f->notices;
			ret = bank;
		}
	}
	f->notices = best;
	return ret;
}
