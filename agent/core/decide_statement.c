/* Statements that a bank's proven mail carries: their lines become payments, or confirm what mails told. */
#include "statement_book.h"

#include <inttypes.h>

#include "decide_parts.h"
#include "say.h"
#include "span.h"

/* The first attachment's name, for people. */
static struct span file_of(const struct mail_fact *f)
{
	struct span file = f->entries.n ? f->entries.at[0].file : S("");

	return file.len ? file : f->subject;
}

static struct value *facts_of(struct arena *a, const struct statement_sum *sum, unsigned questions,
			      const struct spans *warnings)
{
	struct value *facts = value_new_list(a);
	const struct {
		const char *label;
		int64_t n;
	} rows[] = {
		{ TX("flow.fact.statement.booked"), sum->booked },
		{ TX("flow.fact.statement.paid"), sum->paid },
		{ TX("flow.fact.statement.confirmed"), sum->confirmed },
		{ TX("flow.fact.statement.known"), sum->known },
		{ TX("flow.fact.statement.out"), sum->out },
		{ TX("flow.fact.statement.unbooked"), sum->unbooked },
		{ TX("flow.fact.statement.foreign"), sum->foreign },
		{ TX("flow.fact.statement.kept_whole"), sum->kept_whole },
		{ TX("flow.fact.statement.asked"), questions },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (rows[i].n)
			say_fact(a, facts, rows[i].label, value_int(a, rows[i].n));
	for (size_t i = 0; i < warnings->n && i < 20; i++)
		say_fact_text(a, facts, TX("flow.fact.statement.warning"), warnings->at[i]);
	return facts;
}

enum rc statement_tell_staff(struct flow *fl, struct span key, struct span file,
			     const struct statement_sum *sum, unsigned questions,
			     const struct spans *warnings, struct why *reterr)
{
	struct arena *a = fl->s->a;
	struct value *args = say_text(a, NULL, "file", file), *next = value_new_list(a);
	const char *headline = sum->foreign == sum->entries && sum->foreign ?
				       TX("flow.statement.foreign") :
			       fl->doubtful ? TX("flow.statement.doubtful") :
					      TX("flow.statement.doubts");

	say_text(a, args, "account", sum->foreign_account);
	say_option(a, next, value_tx(a, TX("flow.next.unallocated"), NULL), S("NEALOCATE"));
	if (sum->kept_whole)
		say_option(
			a, next,
			value_tx(a, TX("flow.next.split_batch"), say_int(a, NULL, "n", sum->batch)),
			arena_fmt(a, "ANULEAZA P%" PRId64, sum->batch));
	return tell_staff(fl, key, value_tx(a, headline, args), NULL,
			  facts_of(a, sum, questions, warnings), next, ROLE_OWNER | ROLE_ACCOUNTING,
			  reterr);
}

enum rc decide_statement(struct flow *fl, struct why *reterr)
{
	SCOPED_TWINS t = twins_open();
	struct statement_lines lines = { 0 };
	struct statement_sum sum = { .foreign_account = S("") };
	unsigned questions = STATEMENT_QUESTIONS;
	enum rc rc;

	statement_tell(fl->s->a, fl->s->firm, fl->s->today, t, &fl->f->entries, fl->f->subject,
		       &lines);
	fl->questions = &questions;
	fl->doubtful = fl->f->balances > BALANCES_OK;
	rc = statement_book(fl, &lines, &sum, reterr);
	fl->questions = NULL;
	if (rc)
		return rc;
	fl->d->outcome = sum.paid      ? S("paid") :
			 sum.booked    ? S("payment-asked") :
			 sum.confirmed ? S("payment-confirmed") :
					 S("bank-known");
	if (!fl->f->warnings.n && !sum.foreign && !sum.kept_whole && questions)
		return RC_OK;
	return statement_tell_staff(fl, arena_fmt(fl->s->a, "statement:%" PRId64, fl->m->id),
				    file_of(fl->f), &sum, STATEMENT_QUESTIONS - questions,
				    &fl->f->warnings, reterr);
}
