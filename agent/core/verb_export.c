/* EXPORT: the accountant's ZIP of a period, sent to who asks. More than a quarter of the books is a stolen
 * firm in one mail (product: who may say what): shown first, and it leaves on the DA of another owner, or, where
 * there is none, after a delay in which the owners hear of it and can stop it. */
#include "period.h"
#include "run_commands.h"
#include "span.h"
#include "utf8.h"

/* A second, so that the answer is read before the archive. */
enum { PARTS_MOST = 10, PDF_BYTES = 40000, BEHIND_ANSWER_S = 1 };

static bool en(const struct verb_call *c)
{
	return lang_is_en(staff_lang(c->s));
}

static void suggest(struct verb_call *c)
{
	struct day last = day_add_months(c->s->today, -1);
	struct civil d = day_civil(last);

	verb_instead(c, "EXPORT %04d-%02d", d.year, d.month);
	verb_instead(c, "%s", en(c) ? "EXPORT last month" : "EXPORT luna trecută");
	verb_instead(c, "EXPORT %04d", d.year);
}

static const struct value *figures(const struct state *s)
{
	for (size_t i = 0; i < s->hits.n; i++)
		if (span_eq_str(s->hits.at[i].kind, "export"))
			return s->hits.at[i].data;
	return NULL;
}

/* Too much for mails: said before anything is packed. */
static bool too_large(struct verb_call *c, const struct value *f)
{
	int64_t documents = value_get_int(f, "documents", 0), bytes = value_get_int(f, "bytes", 0);
	int64_t bare = documents - value_get_int(f, "files", 0);

	if (bare > 0)
		bytes += bare * PDF_BYTES;
	if (c->s->firm->export_bytes <= 0 || bytes / c->s->firm->export_bytes < PARTS_MOST)
		return false;
	(void)verb_refuse(c, tx(c->s->a, TX("verb.no.export_size"), "mb",
				value_int(c->s->a, bytes >> 20), "n", value_int(c->s->a, documents),
				NULL));
	suggest(c);
	return true;
}

/* On DA it goes to who asked: that is what was shown. */
static const struct staff *asker(const struct verb_call *c)
{
	const struct question *q = c->run->preview;
	struct span by = q ? value_get_text(q->data, "by") : S("");

	for (size_t i = 0; by.len && i < c->s->firm->staff.n; i++)
		if (span_ieq(c->s->firm->staff.at[i].addr, by))
			return &c->s->firm->staff.at[i];
	return c->s->sender.staff;
}

static bool another_owner(const struct state *s, const struct staff *but)
{
	for (size_t i = 0; i < s->firm->staff.n; i++)
		if ((s->firm->staff.at[i].roles & ROLE_OWNER) &&
		    !span_ieq(s->firm->staff.at[i].addr, but->addr))
			return true;
	return false;
}

static void send(struct verb_call *c, struct period p, const struct staff *to, int64_t delay_s)
{
	struct arena *a = c->s->a;
	struct mail_spec *m = effect_mail_staff(
		c->s, c->d, "notice", SORT_ANSWER,
		arena_fmt(a, "export:%lld:%.*s", (long long)c->m->id, SPAN_ARG(period_name(a, p))),
		to);

	m->in_reply_to = c->f->message_id;
	m->token_purpose = S("staff");
	m->export_part = 1;
	m->export_period = p;
	m->delay_s = delay_s ? delay_s : BEHIND_ANSWER_S;
}

/* Nobody else can say DA: the owners hear of it while it waits. */
static enum rc announce(struct verb_call *c, struct span name, int64_t until, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct value *say = value_new_list(a), *next = value_new_list(a), *stop = value_new_map(a);

	value_push(a, say,
		   tx(a, TX("verb.export.announce"), "who", tx_span(c, c->s->sender.addr), "day",
		      value_day(a, day_of_instant(until)), NULL));
	value_set(a, stop, "label", value_tx(a, TX("verb.next.export_stop"), NULL));
	value_set(a, stop, "command", value_str(a, "EXPORT STOP"));
	value_push(a, next, stop);
	return tell_staff(
		c->fl, arena_fmt(a, "export-waits:%lld:%.*s", (long long)c->m->id, SPAN_ARG(name)),
		tx(a, TX("verb.export.waits"), "name", value_text(a, name), NULL), say,
		value_new_list(a), next, ROLE_OWNER, reterr);
}

static enum rc stop(struct verb_call *c)
{
	struct arena *a = c->s->a;
	int64_t waiting = value_get_int(figures(c->s), "waiting", 0);

	if (!waiting)
		return verb_refuse(c, value_tx(a, TX("verb.no.export_waits"), NULL));
	c->s->exports_stopped = true;
	verb_changed(c, value_tx(a, TX("verb.label.export"), NULL),
		     value_tx(a, TX("verb.export.waited"), NULL),
		     value_tx(a, TX("verb.export.stopped"), NULL));
	return RC_OK;
}

static enum rc wide(struct verb_call *c, const struct staff *to, struct span name, int64_t *delay_s,
		    struct why *reterr)
{
	c->run->costly = true;
	if (another_owner(c->s, to)) {
		/* Not when the asker was only asked whether it was him (c->confirmed): that is one person. */
		if (c->run->preview == NULL)
			c->run->second_owner = true;
		return RC_OK;
	}
	*delay_s = (int64_t)c->s->firm->export_delay_hours * 3600;
	return announce(c, name, c->s->now + *delay_s, reterr);
}

static enum rc export(struct verb_call *c, struct why *reterr) {
	struct arena *a = c->s->a; struct span words = args_take_rest(&c->args), name;
	const struct value *f = figures(c->s); const struct staff *to = asker(c); struct period p;
	int64_t delay_s = 0, n = value_get_int(f, "documents", 0); enum rc rc = RC_OK;

	if (word_in(utf8_fold(a, words), "stop|opreste|cancel")) return stop(c);
	if (period_read(a, words, c->s->today, &p)){
		(void)verb_refuse(c, words.len ? tx(a, TX("verb.no.period"), "words",
						    tx_span(c, words), NULL) :
						 value_tx(a, TX("verb.no.which_period"), NULL));
		suggest(c); return RC_OK; }
if (too_large(c, f)) return RC_OK;
name = period_name(a, p);
if (period_is_wide(p))
	rc = wide(c, to, name, &delay_s, reterr);
send(c, p, to, delay_s);
verb_changed(c, tx(a, TX("verb.export.what"), "name", value_text(a, name), NULL), NULL,
	     delay_s ? tx(a, TX("verb.export.later"), "n", value_int(a, n), "to",
			  tx_span(c, to->addr), "day",
			  value_day(a, day_of_instant(c->s->now + delay_s)), NULL) :
		       tx(a, TX("verb.export.leaves"), "n", value_int(a, n), "to",
			  tx_span(c, to->addr), NULL));
if (delay_s)
	verb_next(c, value_tx(a, TX("verb.next.export_stop"), NULL), "EXPORT STOP");
return rc;
}

const struct verb verb_export = {
	.ro = "EXPORT",
	.en = "EXPORT",
	.help = TX("help.export"),
	.example = { TX("help.export.1"), TX("help.export.2"), TX("help.export.3") },
	.roles = ROLE_OWNER | ROLE_ACCOUNTING,
	.moves = true,
	.decide = export,
};
