/* A snapshot apart from its sums (snapshot_sum.c): kinds, the mirror for a storno, names. */
#include "snapshot.h"

#include <string.h>

#include "ident.h"
#include "span.h"

static const char *const kind_names[DOC_PAPERS] = {
	[DOC_OFFER] = "offer",       [DOC_PROFORMA] = "proforma",
	[DOC_CONTRACT] = "contract", [DOC_PV] = "pv",
	[DOC_INVOICE] = "invoice",   [DOC_STORNO] = "storno",
	[DOC_RECEIPT] = "receipt",   [DOC_STATEMENT] = "statement",
	[DOC_REMINDER] = "reminder", [DOC_DECISION] = "decision",
};

const char *doc_kind_name(enum doc_kind k)
{
	return kind_names[k];
}

bool doc_kind_from_name(struct span name, enum doc_kind *ret)
{
	for (int k = 0; k < DOC_PAPERS; k++) {
		if (span_eq_str(name, kind_names[k])) {
			*ret = (enum doc_kind)k;
			return true;
		}
	}
	return false;
}

const char *vat_category_code(char category)
{
	switch (category) {
	case 'A':
		return "AE";
	case 'E':
		return "E";
	case 'G':
		return "G";
	case 'K':
		return "K";
	case 'O':
		return "O";
	case 'Z':
		return "Z";
	default:
		return "S";
	}
}

void snapshot_begin(struct snapshot *s, enum doc_kind kind)
{
	*s = (struct snapshot){ .kind = kind,
				.issue = DAY_NONE,
				.due = DAY_NONE,
				.period_from = DAY_NONE,
				.period_to = DAY_NONE,
				.delivery = DAY_NONE,
				.tax_point = DAY_NONE,
				.exchange_day = DAY_NONE,
				.preceding_day = DAY_NONE };
}

static struct adjust *percent_allowance(const struct line *l)
{
	for (size_t i = 0; i < l->adjusts.n; i++)
		if (!l->adjusts.at[i].charge && l->adjusts.at[i].percent.n != 0)
			return &l->adjusts.at[i];
	return NULL;
}

struct decimal line_discount(const struct line *l)
{
	const struct adjust *x = percent_allowance(l);

	return x ? x->percent : DECIMAL_INT(0);
}

void line_set_adjust(struct arena *a, struct line *l, const struct adjust *x)
{
	struct adjusts kept = { 0 }; /* a list of its own: see snapshot_sum.c */

	for (size_t i = 0; i < l->adjusts.n; i++)
		if (l->adjusts.at[i].charge != x->charge ||
		    !span_eq(l->adjusts.at[i].code, x->code))
			*ARENA_PUSH(a, &kept) = l->adjusts.at[i];
	if (x->percent.n != 0 || x->amount.minor != 0)
		*ARENA_PUSH(a, &kept) = *x;
	l->adjusts = kept;
}

void line_set_discount(struct arena *a, struct line *l, struct decimal percent)
{
	line_set_adjust(a, l,
			&(struct adjust){ .code = S("95"), .percent = decimal_norm(percent) });
}

bool party_has_cui(const struct party *p)
{
	return p->vat_registered && ident_cui_valid(p->tax_id);
}

static void negate(struct money *m)
{
	*m = money_neg(*m);
}

static struct adjusts mirror_adjusts(struct arena *a, const struct adjusts *from)
{
	struct adjusts ret = { 0 };

	for (size_t i = 0; i < from->n; i++) {
		struct adjust *x = ARENA_PUSH(a, &ret);

		*x = from->at[i];
		negate(&x->base);
		negate(&x->amount);
	}
	return ret;
}

static void mirror_lines(struct arena *a, const struct snapshot *s, struct snapshot *ret)
{
	ret->lines = (struct lines){ 0 };
	for (size_t i = 0; i < s->lines.n; i++) {
		struct line *l = ARENA_PUSH(a, &ret->lines);

		*l = s->lines.at[i];
		l->qty = decimal_neg(l->qty);
		l->adjusts = mirror_adjusts(a, &l->adjusts);
		negate(&l->net);
	}
	ret->vat = (struct vat_subtotals){ 0 };
	for (size_t i = 0; i < s->vat.n; i++) {
		struct vat_subtotal *t = ARENA_PUSH(a, &ret->vat);

		*t = s->vat.at[i];
		negate(&t->base);
		negate(&t->tax);
		negate(&t->base_lei);
		negate(&t->tax_lei);
	}
}

void snapshot_negate(struct arena *a, const struct snapshot *s, struct snapshot *ret)
{
	*ret = *s;
	mirror_lines(a, s, ret);
	ret->adjusts = mirror_adjusts(a, &s->adjusts);
	struct money *const sums[] = { &ret->sum_lines, &ret->allowances, &ret->charges,
				       &ret->net,       &ret->tax,        &ret->total,
				       &ret->prepaid,   &ret->rounding,   &ret->payable,
				       &ret->net_lei,   &ret->tax_lei,    &ret->total_lei };
	for (size_t i = 0; i < ARRAY_LEN(sums); i++)
		negate(sums[i]);
}

enum rc snapshot_mirror(struct arena *a, const struct snapshot *s, struct snapshot *ret,
			struct why *reterr)
{
	if (s->lines.n == 0)
		return why_fail(reterr, RC_BAD_INPUT, "the document has no line");
	snapshot_negate(a, s, ret);
	ret->kind = DOC_STORNO;
	ret->series = ret->number = ret->reference = ret->acceptance = (struct span){ 0 };
	ret->preceding = snapshot_label(a, s);
	ret->preceding_day = s->issue;
	ret->advances = (struct doc_refs){ 0 };
	for (size_t i = 0; i < ret->lines.n; i++)
		ret->lines.at[i].original = (int64_t)i + 1;
	return RC_OK;
}

struct span snapshot_label(struct arena *a, const struct snapshot *s)
{
	if (s->number.len == 0)
		return (struct span){ 0 };
	return arena_fmt(a, "%.*s %.*s", SPAN_ARG(s->series), SPAN_ARG(s->number));
}

bool doc_kind_is_numbered(enum doc_kind k)
{
	return k != DOC_STATEMENT && k != DOC_REMINDER && k != DOC_DECISION;
}

struct span snapshot_file_name(struct arena *a, const struct snapshot *s)
{
	struct span name = s->number.len ? arena_fmt(a, "%.*s-%.*s", SPAN_ARG(s->series),
						     SPAN_ARG(s->number)) :
					   arena_fmt(a, "%s", doc_kind_name(s->kind));
	char *p = arena_alloc(a, name.len + 1);

	/* A series prefix is the owner's choice: what a file system minds becomes "-". */
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.ptr[i];

		p[i] = c <= ' ' || strchr("/\\:*?\"<>|", c) ? '-' : (char)c;
	}
	return (struct span){ p, name.len };
}

struct span snapshot_attachment_name(struct arena *a, const struct snapshot *s, enum doc_face face,
				     int64_t no, struct span lang)
{
	bool en = span_istarts(lang, S("en"));
	const char *word = face == FACE_DRAFT ? (en ? "draft" : "ciorna") :
						(en ? "preview" : "previzualizare");

	if (s && !doc_kind_is_numbered(s->kind) && face != FACE_DRAFT) {
		word = s->kind == DOC_REMINDER ? (en ? "reminder" : "notificare") :
		       s->kind == DOC_DECISION ? (en ? "decision" : "decizie") :
						 (en ? "statement" : "fisa");
		return arena_fmt(a, "%s-%.*s.pdf", word, SPAN_ARG(day_iso(a, s->issue)));
	}
	if (s && face == FACE_ISSUED)
		return arena_fmt(a, "%.*s.pdf", SPAN_ARG(snapshot_file_name(a, s)));
	return arena_fmt(a, "%s-%lld.pdf", word, (long long)no);
}
