/* Rows of client. */
#include "row_client.h"

#include "names.h"
#include "query.h"
#include "search_in.h"
#include "span.h"
#include "utf8.h"

static void read_row(struct query *q, struct arena *a, struct client *c)
{
	c->mark = ROW_CLEAN;
	c->id = col_int(q);
	c->party.name = col_text(q, a);
	c->company = col_bool(q);
	c->party.tax_id = col_text(q, a);
	c->party.vat_registered = col_bool(q);
	c->party.reg_no = col_text(q, a);
	c->party.street = col_text(q, a);
	c->party.city = col_text(q, a);
	c->party.county = col_text(q, a);
	c->party.postcode = col_text(q, a);
	c->party.country = col_text(q, a);
	c->party.email = col_text(q, a);
	c->party.phone = col_text(q, a);
	c->party.contact = col_text(q, a);
	c->party.iban = col_text(q, a);
	c->party.bank = col_text(q, a);
	c->lang = col_text(q, a);
	c->address = (enum address_state)COL_NAME(q, names_address);
	c->credit.minor = col_int(q);
	col_currency(q, c->credit.cur);
}

static enum rc read_all(struct query *q, struct arena *a, struct row_clients *ret,
			struct why *reterr)
{
	while (query_row(q)) {
		struct client *c = ARENA_NEW(a, struct client);

		read_row(q, a, c);
		*ARENA_PUSH(a, ret) = c;
	}
	return query_end(q, reterr);
}

enum rc row_client_load(struct tx *tx, struct arena *a, int64_t id, struct client **ret,
			struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret = NULL;
	query_begin(&q, tx, SQL_CLIENT_LOAD);
	query_int(&q, id);
	if (query_row(&q)) {
		*ret = ARENA_NEW(a, struct client);
		read_row(&q, a, *ret);
	}
	return query_end(&q, reterr);
}

static enum rc by_text(struct tx *tx, struct arena *a, enum statement_id id, struct span text,
		       struct row_clients *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, id);
	query_text(&q, text);
	return read_all(&q, a, ret, reterr);
}

enum rc row_client_by_email(struct tx *tx, struct arena *a, struct span email,
			    struct row_clients *ret, struct why *reterr)
{
	return by_text(tx, a, SQL_CLIENT_BY_EMAIL, utf8_fold(a, email), ret, reterr);
}

enum rc row_client_by_tax_id(struct tx *tx, struct arena *a, struct span digits,
			     struct row_clients *ret, struct why *reterr)
{
	return by_text(tx, a, SQL_CLIENT_BY_TAX_ID, digits, ret, reterr);
}

enum rc row_client_by_iban(struct tx *tx, struct arena *a, struct span iban,
			   struct row_clients *ret, struct why *reterr)
{
	return by_text(tx, a, SQL_CLIENT_BY_IBAN, iban, ret, reterr);
}

static enum rc by_words(struct tx *tx, struct arena *a, struct span name, enum search_words how,
			unsigned limit, struct row_clients *ret, struct why *reterr)
{
	struct row_ids ids = { 0 };
	enum rc rc = search_ids(tx, a, search_name_words(a, name), how, limit, &ids, reterr);

	for (size_t i = 0; !rc && i < ids.n; i++) {
		struct client *c = NULL;

		if (search_id_kind(ids.at[i]) == SEARCH_CLIENT)
			rc = row_client_load(tx, a, search_id_row(ids.at[i]), &c, reterr);
		if (!rc && c)
			*ARENA_PUSH(a, ret) = c;
	}
	return rc;
}

enum rc row_client_by_name(struct tx *tx, struct arena *a, struct span name, unsigned limit,
			   struct row_clients *ret, struct why *reterr)
{
	size_t before = ret->n;
	enum rc rc = by_words(tx, a, name, SEARCH_WHOLE, limit, ret, reterr);

	if (!rc && ret->n == before)
		rc = by_words(tx, a, name, SEARCH_BEGIN, limit, ret, reterr);
	return rc;
}

static void bind_row(struct query *q, struct arena *a, const struct client *c)
{
	const struct party *p = &c->party;

	query_int(q, c->id);
	query_text(q, p->name);
	query_bool(q, c->company);
	query_text(q, p->tax_id);
	query_bool(q, p->vat_registered);
	query_text(q, p->reg_no);
	query_text(q, p->street);
	query_text(q, p->city);
	query_text(q, p->county);
	query_text(q, p->postcode);
	query_text(q, p->country);
	query_text(q, p->email);
	query_text(q, p->phone);
	query_text(q, p->contact);
	query_text(q, p->iban);
	query_text(q, p->bank);
	query_text(q, c->lang);
	query_str(q, NAME_OF(names_address, c->address));
	query_int(q, c->credit.minor);
	query_str(q, c->credit.cur);
	query_text(q, utf8_fold(a, p->name));
	query_text(q, utf8_fold(a, p->email));
}

enum rc row_client_store(struct tx *tx, struct arena *a, const struct client *c, struct why *reterr)
{
	const struct party *p = &c->party;
	SCOPED(query) q = { 0 };
	enum rc rc;

	if (c->mark == ROW_CLEAN)
		return RC_OK;
	query_begin(&q, tx, c->mark == ROW_NEW ? SQL_CLIENT_ADD : SQL_CLIENT_SET);
	bind_row(&q, a, c);
	rc = query_run(&q, NULL, reterr);
	if (rc)
		return rc;
	search_put(tx, SEARCH_CLIENT, c->id, c->mark == ROW_NEW,
		   arena_fmt(a, "%.*s %.*s %.*s %.*s %.*s %.*s %.*s", SPAN_ARG(p->name),
			     SPAN_ARG(search_name_words(a, p->name)), SPAN_ARG(p->email),
			     SPAN_ARG(p->phone), SPAN_ARG(p->tax_id), SPAN_ARG(p->contact),
			     SPAN_ARG(p->city)));
	return RC_OK;
}
