/* Rendering is pure; what it gives is stored before it is sent, and used ever after. */
#include "compose.h"

#include "archive_name.h"
#include "clock.h"
#include "export_mail.h"
#include "key.h"
#include "mail_context.h"
#include "mail_render.h"
#include "row_card.h"
#include "row_client.h"
#include "row_document.h"
#include "row_document_file.h"
#include "row_pay_link.h"
#include "row_received.h"
#include "row_token.h"
#include "span.h"
#include "spec_json.h"
#include "store_files.h"
#include "token.h"

enum { TOKEN_DAYS = 90, MAX_DOCS = 12 };

/* What a mail is built from, read in one view. */
struct parts {
	struct mail_spec spec;
	struct client *client;
	struct card *card;
	struct document *doc[MAX_DOCS];
	struct doc_files file[MAX_DOCS]; /* pdf "" = not printed yet */
	unsigned n_doc;
	struct export_result export_;
	struct span received[2], received_name; /* XML, PDF */
	bool sent_before;
	struct span bytes;
};

/* Documents of a preview are drafts in no books: only their content is there. */
static enum rc add_proposed(struct engine *e, struct parts *p, struct why *reterr)
{
	const struct value *list = p->spec.proposed;
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && list && i < list->u.list.n && p->n_doc < MAX_DOCS; i++) {
		struct document *d = ARENA_NEW(e->work, struct document);

		d->state = DOC_DRAFT;
		d->snap = ARENA_NEW(e->work, struct snapshot);
		rc = snapshot_from_value(e->work, list->u.list.at[i], d->snap, reterr);
		p->doc[p->n_doc++] = d;
	}
	return rc;
}

static enum doc_face face_of(const struct document *d)
{
	/* what has no number is never a draft */
	if (!doc_kind_is_numbered(d->snap->kind))
		return FACE_ISSUED;
	return d->state != DOC_DRAFT ? FACE_ISSUED : d->id ? FACE_DRAFT : FACE_PREVIEW;
}

static enum rc load_files(struct tx *tx, struct arena *a, int64_t document, struct doc_files *ret,
			  struct why *reterr)
{
	struct sha256 hash;
	bool found;
	enum rc rc =
		row_document_file_get(tx, a, document, FILE_PDF, &ret->pdf, &hash, &found, reterr);

	if (!rc)
		rc = row_document_file_get(tx, a, document, FILE_XML, &ret->xml, &hash, &found,
					   reterr);
	return rc;
}

/* Only while it can be used: a copy that leaves later says it no more. */
static enum rc load_card_url(struct tx *tx, struct arena *a, struct document *d, struct why *reterr)
{
	struct pay_link *l = NULL;
	enum rc rc = row_pay_link_of(tx, a, d->id, &l, reterr);

	if (l && l->state == LINK_OPEN)
		d->snap->card_url = l->url;
	return rc;
}

static enum rc load_received(struct tx *tx, struct arena *a, struct parts *p, struct why *reterr)
{
	struct span name, number;
	enum rc rc = row_received_name(tx, a, p->spec.received, &name, &number, reterr);

	if (!rc)
		rc = row_received_file_get(tx, a, p->spec.received, "xml", &p->received[0], reterr);
	if (!rc)
		rc = row_received_file_get(tx, a, p->spec.received, "pdf", &p->received[1], reterr);
	p->received_name =
		archive_safe_name(a, arena_fmt(a, "%.*s %.*s", SPAN_ARG(name), SPAN_ARG(number)));
	return rc;
}

static enum rc load_parts(struct engine *e, const struct outbox_row *row, struct parts *p,
			  struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct value *body;
	enum rc rc = value_from_json(e->work, row->body, &body, reterr);

	if (!rc)
		rc = spec_from_value(e->work, body, &p->spec, reterr);
	if (!rc)
		rc = tx_begin_read(e->db, &tx, reterr);
	if (!rc)
		rc = row_outbox_bytes(&tx, e->work, row->id, &p->bytes, &p->sent_before, reterr);
	if (rc || p->sent_before)
		return rc;
	if (p->spec.client)
		rc = row_client_load(&tx, e->work, p->spec.client, &p->client, reterr);
	if (!rc && p->spec.card)
		rc = row_card_load(&tx, e->work, p->spec.card, &p->card, reterr);
	if (!rc && p->spec.received)
		rc = load_received(&tx, e->work, p, reterr);
	for (unsigned i = 0; !rc && i < p->spec.n_document; i++) {
		struct document *d = NULL;

		rc = row_document_load(&tx, e->work, p->spec.document[i], &d, reterr);
		if (!rc && d && d->state != DOC_DRAFT)
			rc = load_card_url(&tx, e->work, d, reterr);
		if (!rc && d && d->state != DOC_DRAFT)
			rc = load_files(&tx, e->work, d->id, &p->file[p->n_doc], reterr);
		if (!rc && d)
			p->doc[p->n_doc++] = d;
	}
	return rc ? rc : add_proposed(e, p, reterr);
}

static enum rc render_documents(struct engine *e, struct parts *p, bool fresh[MAX_DOCS],
				struct why *reterr)
{
	enum rc rc = RC_OK;

	for (unsigned i = 0; !rc && i < p->n_doc; i++) {
		fresh[i] = p->file[i].pdf.len == 0;
		if (!fresh[i])
			continue;
		rc = doc_files_make(e->look, e->work, p->doc[i]->snap, face_of(p->doc[i]),
				    &p->file[i], reterr);
		if (rc)
			rc = why_prefix(reterr, rc, "document %.*s", SPAN_ARG(p->doc[i]->label));
	}
	return rc;
}

static const char *auto_submitted(enum mail_sort sort)
{
	switch (sort) {
	case SORT_ANSWER:
		return "auto-replied";
	case SORT_DOCUMENT:
	case SORT_NOTICE:
		return "auto-generated";
	case SORT_PERSON:
		break;
	}
	return "";
}

static enum rc new_token(struct engine *e, const struct mail_spec *spec, struct token_row *row,
			 struct span *ret, struct why *reterr)
{
	struct token_bound bound;
	uint8_t random[TOKEN_ID_BYTES];
	enum rc rc = key_random(random, sizeof(random), reterr);

	if (rc)
		return rc;
	row->id = token_id(e->work, random);
	row->purpose = spec->token_purpose;
	row->addr = spec->to;
	row->card = spec->card;
	row->document = spec->token_document;
	row->question = spec->token_question;
	row->expires = clock_now() + (int64_t)TOKEN_DAYS * 86400;
	rc = engine_keys(e, reterr);
	if (rc)
		return rc;
	row->key = key_id(e->work, key_newest(e->reply_key));
	bound = (struct token_bound){ row->key,  row->id,       row->purpose,  row->addr,
				      row->card, row->document, row->question, row->expires };
	*ret = token_make(e->work, key_newest(e->reply_key), &bound);
	return RC_OK;
}

static enum rc render(struct engine *e, const struct parts *p, struct span token,
		      struct composed *ret, struct why *reterr)
{
	const struct mail_spec *spec = &p->spec;
	const struct snapshot *snaps[MAX_DOCS];
	int64_t proposed = 0;
	struct mail_attachment att[2 * MAX_DOCS + 3];
	struct mail_input in = {
		.template_ = spec->template_,
		.lang = spec->lang,
		.from = e->firm.address,
		.from_name = span_of(e->cfg->mail.from_name),
		.to = spec->to,
		.to_name = spec->to_name,
		.message_id = token_message_id(e->work, e->firm.address, token, 1),
		.reply_to = token_address(e->work, e->firm.address, token),
		.in_reply_to = spec->in_reply_to,
		.references = &spec->in_reply_to,
		.n_references = spec->in_reply_to.len ? 1 : 0,
		.subject_of = spec->subject_of,
		.thread_tag =
			spec->card ? arena_fmt(e->work, "[C-%lld]", (long long)spec->card) : S(""),
		.auto_submitted = span_of(auto_submitted(spec->sort)),
		.date = clock_now(),
		.attachment = att,
	};

	for (unsigned i = 0; i < p->n_doc; i++) {
		snaps[i] = p->doc[i]->snap;
		att[in.n_attachment++] = (struct mail_attachment){
			snapshot_attachment_name(e->work, snaps[i], face_of(p->doc[i]),
						 p->doc[i]->id ? p->doc[i]->id : ++proposed,
						 spec->lang),
			S("application/pdf"), p->file[i].pdf
		};
	}
	/* The e-invoice is for the client's books; staff find it in the archive. */
	for (unsigned i = 0; i < p->n_doc && spec->sort == SORT_DOCUMENT; i++)
		if (p->file[i].xml.len > 0)
			att[in.n_attachment++] =
				(struct mail_attachment){ doc_xml_name(e->work, snaps[i]),
							  S("application/xml"), p->file[i].xml };
	for (unsigned i = 0; i < ARRAY_LEN(p->received); i++)
		if (p->received[i].len)
			att[in.n_attachment++] = (struct mail_attachment){
				arena_fmt(e->work, "%.*s.%s", SPAN_ARG(p->received_name),
					  i ? "pdf" : "xml"),
				i ? S("application/pdf") : S("application/xml"), p->received[i]
			};
	if (p->export_.zip.len)
		att[in.n_attachment++] =
			(struct mail_attachment){ p->export_.name, S("application/zip"),
						  p->export_.zip };
	in.context =
		mail_context(e->work, &e->firm, p->client, p->card, snaps, p->n_doc, spec->data);
	ret->to = spec->to;
	ret->message_id = in.message_id;
	return mail_render(e->look, e->work, &in, &ret->bytes, reterr);
}

static enum rc store(struct engine *e, const struct outbox_row *row, const struct parts *p,
		     const bool fresh[MAX_DOCS], const struct token_row *token,
		     const struct composed *c, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	enum rc rc = tx_begin_soon(e->db, &tx, reterr);

	for (unsigned i = 0; !rc && i < p->n_doc; i++)
		if (fresh[i] && p->doc[i]->state != DOC_DRAFT)
			rc = store_files(&tx, p->doc[i]->id, &p->file[i], clock_now(), reterr);
	if (!rc && p->export_.more)
		rc = export_mail_next(e, &tx, row, &p->spec, reterr);
	if (!rc)
		rc = row_token_add(&tx, token, clock_now(), reterr);
	if (!rc)
		rc = row_outbox_sending(&tx, row->id, c->message_id, c->bytes, reterr);
	return rc ? rc : tx_commit(&tx, reterr);
}

static enum rc begin_again(struct engine *e, const struct outbox_row *row, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	enum rc rc = tx_begin_soon(e->db, &tx, reterr);

	if (!rc)
		rc = row_outbox_sending(&tx, row->id, row->message_id, S(""), reterr);
	return rc ? rc : tx_commit(&tx, reterr);
}

enum rc compose_mail(struct engine *e, const struct outbox_row *row, struct composed *ret,
		     struct why *reterr)
{
	struct parts p = { 0 };
	struct token_row token = { 0 };
	struct span token_text = { 0 };
	bool fresh[MAX_DOCS] = { false };
	enum rc rc = load_parts(e, row, &p, reterr);

	if (rc)
		return rc;
	if (p.sent_before) {
		ret->to = p.spec.to;
		ret->message_id = row->message_id;
		ret->bytes = p.bytes;
		return begin_again(e, row, reterr);
	}
	rc = render_documents(e, &p, fresh, reterr);
	if (!rc && p.spec.export_part)
		rc = export_mail_pack(e, &p.spec, &p.export_, reterr);
	if (!rc)
		rc = new_token(e, &p.spec, &token, &token_text, reterr);
	if (!rc)
		rc = render(e, &p, token_text, ret, reterr);
	return rc ? rc : store(e, row, &p, fresh, &token, ret, reterr);
}
