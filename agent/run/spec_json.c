/* struct mail_spec <-> value tree. */
#include "spec_json.h"

#include "span.h"

/* The members that are plain text or numbers: one list for both directions. (clang-format 14 never comes
 * to rest on such lists.) */
/* clang-format off */
#define TEXT_MEMBERS(M)                                                                           \
	M("template", template_) M("lang", lang) M("to", to) M("to_name", to_name)                \
	M("in_reply_to", in_reply_to) M("subject_of", subject_of) M("token_purpose", token_purpose)
#define INT_MEMBERS(M)                                                                            \
	M("card", card) M("client", client) M("token_document", token_document)                   \
	M("token_question", token_question) M("received", received)
/* clang-format on */

static struct value *export_to_value(struct arena *a, const struct mail_spec *m)
{
	struct value *v = value_new_map(a);

	value_set(a, v, "part", value_int(a, m->export_part));
	value_set(a, v, "from", value_day(a, m->export_period.from));
	return value_set(a, v, "to", value_day(a, m->export_period.to));
}

static struct day day_of(const struct value *v, const char *key)
{
	const struct value *d = value_get(v, key);

	return d && d->kind == VALUE_DAY ? d->u.day : DAY_NONE;
}

static void export_from_value(const struct value *v, struct mail_spec *ret)
{
	ret->export_part = (unsigned)value_get_int(v, "part", 0);
	ret->export_period = (struct period){ day_of(v, "from"), day_of(v, "to") };
}

struct value *spec_to_value(struct arena *a, const struct mail_spec *m)
{
	struct value *v = value_new_map(a), *docs = value_new_list(a);

#define M(key, member) value_set(a, v, key, value_text(a, m->member));
	TEXT_MEMBERS(M)
#undef M
#define M(key, member) value_set(a, v, key, value_int(a, m->member));
	INT_MEMBERS(M)
#undef M
	for (unsigned i = 0; i < m->n_document; i++)
		value_push(a, docs, value_int(a, m->document[i]));
	value_set(a, v, "documents", docs);
	value_set(a, v, "sort", value_int(a, m->sort));
	value_set(a, v, "preview", value_bool(a, m->preview));
	if (m->proposed)
		value_set(a, v, "proposed", m->proposed);
	if (m->export_part)
		value_set(a, v, "export", export_to_value(a, m));
	value_set(a, v, "data", m->data ? m->data : value_new_map(a));
	return v;
}

enum rc spec_from_value(struct arena *a, const struct value *v, struct mail_spec *ret,
			struct why *reterr)
{
	const struct value *docs = value_get(v, "documents"), *data = value_get(v, "data");
	int64_t sort = value_get_int(v, "sort", -1);

	memset(ret, 0, sizeof(*ret));
	if (!docs || docs->kind != VALUE_LIST || docs->u.list.n > ARRAY_LEN(ret->document) ||
	    !data || data->kind != VALUE_MAP || sort < SORT_ANSWER || sort > SORT_PERSON)
		return why_fail(reterr, RC_BAD_INPUT, "outbox body is not a mail");
#define M(key, member) ret->member = arena_span(a, value_get_text(v, key));
	TEXT_MEMBERS(M)
#undef M
#define M(key, member) ret->member = value_get_int(v, key, 0);
	INT_MEMBERS(M)
#undef M
	for (size_t i = 0; i < docs->u.list.n; i++) {
		if (docs->u.list.at[i]->kind != VALUE_INT)
			return why_fail(reterr, RC_BAD_INPUT,
					"outbox body names a document by no number");
		ret->document[ret->n_document++] = docs->u.list.at[i]->u.num;
	}
	ret->sort = (enum mail_sort)sort;
	ret->preview = value_get_bool(v, "preview");
	export_from_value(value_get(v, "export"), ret);
	ret->proposed = (struct value *)(uintptr_t)value_get(v, "proposed");
	if (ret->proposed && ret->proposed->kind != VALUE_LIST)
		return why_fail(reterr, RC_BAD_INPUT, "outbox body proposes no documents");
	ret->data = (struct value *)(uintptr_t)data;
	return RC_OK;
}
