/* The one mail that answers a command mail: template "answer", its data, its documents. */
#include "run_commands.h"
#include "span.h"

void answer_begin(struct arena *a, struct answer_draft *out)
{
	*out = (struct answer_draft){ .understood = value_new_list(a),
				      .changes = value_new_list(a),
				      .next = value_new_list(a),
				      .shown = value_new_list(a),
				      .instead = value_new_list(a) };
}

static bool attach(struct answer_draft *out, int64_t id)
{
	for (unsigned i = 0; i < out->n_document; i++)
		if (out->document[i] == id)
			return true;
	if (out->n_document == ARRAY_LEN(out->document))
		return false;
	out->document[out->n_document++] = id;
	return true;
}

/* What this mail issued, or the draft it changed: never both, a mail's documents are all drafts or
 * none. */
static void attach_documents(struct commands_run *run)
{
	struct state *s = run->s;

	for (size_t i = 0; i < s->documents.n; i++) {
		const struct document *doc = s->documents.at[i];

		if (doc->mark != ROW_CLEAN && doc->number != 0 &&
		    !checkpoint_had_number(run->start, doc->id))
			(void)attach(&run->out, doc->id);
	}
	if (run->out.n_document > 0 || run->draft == NULL)
		return;
	(void)attach(&run->out, run->draft->id);
	run->out.preview_document = true;
	if (run->told == NULL)
		run->told = preview_ask_draft(s, run->draft, S(""));
}

static struct value *headline(struct commands_run *run, const char *result)
{
	struct arena *a = run->s->a;
	const struct client *cl;

	if (run->out.headline != NULL)
		return run->out.headline;
	if (span_eq_str(span_of(result), "waiting"))
		return tx(a, TX("verb.head.waiting"), "until",
			  value_day(a, day_of_instant(run->told->expires)), NULL);
	if (run->card == NULL || !span_eq_str(span_of(result), "done"))
		return value_str(a, "");
	cl = state_client(run->s, run->card->client);
	return tx(a, TX("verb.head.card"), "client",
		  value_text(a, cl == NULL ? S("") : cl->party.name), "card",
		  value_int(a, run->card->id), "stage",
		  value_text(a, stage_title(run->s, run->card)), NULL);
}

static struct span proposed_name(struct arena *a, const struct value *snapshot, int64_t no,
				 struct span lang)
{
	struct snapshot s = { 0 };
	struct why why;

	/* what is proposed was made by us, so it reads */
	if (snapshot_from_value(a, snapshot, &s, &why))
		return S("");
	return snapshot_attachment_name(a, &s, FACE_PREVIEW, no, lang);
}

static struct value *attached_names(struct commands_run *run, struct span lang)
{
	struct arena *a = run->s->a;
	struct value *list = value_new_list(a);
	size_t proposed = run->out.proposed == NULL ? 0 : run->out.proposed->u.list.n;

	for (unsigned i = 0; i < run->out.n_document; i++) {
		const struct document *doc = state_document(run->s, run->out.document[i]);

		if (doc != NULL && doc->snap != NULL)
			value_push(a, list,
				   value_text(a, snapshot_attachment_name(a, doc->snap,
									  doc->state == DOC_DRAFT ?
										  FACE_DRAFT :
										  FACE_ISSUED,
									  doc->id, lang)));
	}
	for (size_t i = 0; i < proposed; i++)
		value_push(a, list,
			   value_text(a, proposed_name(a, run->out.proposed->u.list.at[i],
						       (int64_t)i + 1, lang)));
	return list;
}

static void waiting_buttons(struct verb_call *c)
{
	bool en = lang_is_en(staff_lang(c->s));

	verb_next(c, value_tx(c->s->a, TX("verb.next.yes"), NULL), "%s", en ? "YES" : "DA");
	verb_next(c, value_tx(c->s->a, TX("verb.next.no"), NULL), "%s", en ? "NO" : "NU");
}

/* What is likely next: what the verbs said, then what the card's stage waits for, then the card. */
static void done_buttons(struct verb_call *c, struct commands_run *run)
{
	for (unsigned i = 0; i < run->out.n_document; i++) {
		const struct document *doc = state_document(run->s, run->out.document[i]);

		if (doc->kind == DOC_INVOICE && doc->state == DOC_ISSUED)
			verb_next(c,
				  tx(run->s->a, TX("verb.next.storno"), "label",
				     value_text(run->s->a, doc->label), NULL),
				  "STORNO %.*s", SPAN_ARG(doc->label));
	}
	if (run->card == NULL)
		return;
	if (run->draft == NULL)
		verb_next_of_card(c, run->card);
	verb_next(c, value_tx(run->s->a, TX("verb.next.card"), NULL), "CARD %lld",
		  (long long)run->card->id);
}

static struct mail_spec *one_mail(struct commands_run *run, const struct staff *to,
				  struct value *data)
{
	struct state *s = run->s;
	bool sender = to == s->sender.staff;
	struct span key = arena_fmt(s->a, "answer:%lld%s%.*s", (long long)run->m->id,
				    sender ? "" : ":", SPAN_ARG(sender ? S("") : to->addr));
	struct mail_spec *m =
		effect_mail(s, run->d, "answer", sender ? SORT_ANSWER : SORT_NOTICE, key);

	if (m == NULL)
		return NULL;
	m->lang = to->lang.len > 0 ? to->lang : s->firm->lang;
	m->to = to->addr;
	m->to_name = to->name;
	m->card = run->card == NULL ? 0 : run->card->id;
	m->client = run->card != NULL   ? run->card->client :
		    run->client != NULL ? run->client->id :
					  0;
	m->preview = run->out.preview_document;
	m->proposed = run->out.proposed;
	for (unsigned i = 0; i < run->out.n_document; i++)
		m->document[m->n_document++] = run->out.document[i];
	m->received = run->out.received;
	if (sender) {
		m->in_reply_to = run->f->message_id;
		m->subject_of = run->f->subject;
	}
	m->token_purpose = S("staff");
	m->token_question = run->told == NULL ? 0 : run->told->id;
	m->token_document = run->told == NULL ? 0 : run->told->document;
	m->data = data;
	return m;
}

enum rc commands_answer(struct commands_run *run, const char *result, struct why *reterr)
{
	struct arena *a = run->s->a;
	struct value *data = value_new_map(a);
	struct verb_call c = { .s = run->s, .d = run->d, .out = &run->out, .run = run };
	struct span res = span_of(result);

	(void)reterr;
	if (!span_eq_str(res, "waiting"))
		attach_documents(run);
	if (span_eq_str(res, "waiting"))
		waiting_buttons(&c);
	if (span_eq_str(res, "done"))
		done_buttons(&c, run);
	value_set(a, data, "result", value_str(a, result));
	value_set(a, data, "headline", headline(run, result));
	value_set(a, data, "understood", run->out.understood);
	value_set(a, data, "changes", run->out.changes);
	value_set(a, data, "shown", run->out.shown);
	value_set(a, data, "quote", value_text(a, run->out.quote));
	value_set(a, data, "next", run->out.next);
	value_set(a, data, "refusal", run->out.refusal ? run->out.refusal : value_str(a, ""));
	value_set(a, data, "detail", value_text(a, run->out.detail));
	value_set(a, data, "instead", run->out.instead);
	value_set(a, data, "attached", attached_names(run, staff_lang(run->s)));
	(void)one_mail(run, run->s->sender.staff, data);
	if (!run->second_owner || run->told == NULL || !span_eq_str(res, "waiting"))
		return RC_OK;
	for (size_t i = 0; i < run->s->firm->staff.n; i++) {
		const struct staff *st = &run->s->firm->staff.at[i];

		if ((st->roles & ROLE_OWNER) && !span_ieq(st->addr, run->s->sender.staff->addr))
			(void)one_mail(run, st, data);
	}
	return RC_OK;
}
