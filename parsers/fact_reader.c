/* Puts the parsers together. Order matters only where trust does: a bank's mail is read as nothing
 * but a bank's mail, and a machine's mail as no answer and no command. */
#include "fact_reader.h"

#include "answer.h"
#include "command.h"
#include "source_kind.h"
#include "fact_notice.h"
#include "fact_statement.h"
#include "form.h"
#include "mail_read.h"
#include "request.h"
#include "span.h"

#define BOOK_BYTES_MAX ((size_t)8 << 20)

struct fact_reader {
	const struct reader_config *cfg;
	struct arena *arena;
	struct phrase_book *book;
	struct fact_notice notices;
	struct statement_kit *kit;
	struct fact_statement *chunks; /* of a file that comes in chunks */
};

enum rc fact_reader_open(const struct reader_config *cfg, struct fact_reader **ret,
			 struct why *reterr)
{
	struct arena *a = arena_new(BOOK_BYTES_MAX);
	struct fact_reader *r = ARENA_NEW(a, struct fact_reader);
	enum rc rc;

	r->cfg = cfg;
	r->arena = a;
	r->book = phrase_book_new(a, &cfg->phrases);
	r->notices.cfg = cfg;
	rc = bank_engine_open(&cfg->banks, &r->notices.banks, reterr);
	if (!rc)
		rc = statement_kit_open(&cfg->csv, &r->kit, reterr);
	if (rc) {
		bank_engine_close(r->notices.banks);
		arena_free(a);
		return rc;
	}
	*ret = r;
	return RC_OK;
}

void fact_reader_close(struct fact_reader *r)
{
	if (!r)
		return;
	fact_statement_close(r->chunks);
	statement_kit_close(r->kit);
	bank_engine_close(r->notices.banks);
	arena_free(r->arena);
}

static void read_bank(struct fact_reader *r, struct arena *a, const struct bank_rule *bank,
		      struct span raw, struct span text, struct mail_fact *f)
{
	f->bank = bank->name;
	/* Alignment with From is not enough where the bank's own signing domain is known. */
	if (f->auth.verdict == AUTH_PASS && bank->auth_domain.len &&
	    !spans_ihas(&f->auth.proven, bank->auth_domain)) {
		f->auth.verdict = AUTH_FAIL;
		f->auth.code = AUTH_BANK;
		f->auth.about = f->auth.domain;
		f->auth.why =
			arena_fmt(a, "bank %.*s signs as %.*s, not as %.*s", SPAN_ARG(bank->name),
				  SPAN_ARG(bank->auth_domain), SPAN_ARG(f->auth.domain));
	}
	fact_notice_of(&r->notices, a, bank, raw, text, f);
}

/* A form's sender or a bank is a machine whose mails are wanted: Auto-Submitted and bulk marks, right
 * as they are, do not make it noise. */
static void take_wanted(struct mail_fact *f, const char *what)
{
	if (f->class != MAIL_AUTO_REPLY && f->class != MAIL_LIST)
		return;
	f->class = MAIL_HUMAN;
	f->class_why = span_of(what);
}

static bool is_form_sender(const struct reader_config *cfg, struct span from)
{
	for (size_t i = 0; i < cfg->forms.n; i++)
		if (form_sent_by(cfg->forms.at[i].from, from))
			return true;
	for (size_t i = 0; i < cfg->form_senders.n; i++)
		if (form_sent_by(cfg->form_senders.at[i], from))
			return true;
	return false;
}

static void read_request(struct fact_reader *r, struct arena *a, struct mail_fact *f)
{
	struct request_source src = { f->text, f->from.addr, f->from.name };

	if (f->forward.present)
		src = (struct request_source){ f->forward.text, f->forward.from,
					       f->forward.from_name };
	if (form_read(a, &r->cfg->forms, src.from, src.text, &f->request))
		request_tidy(a, r->book, &f->request);
	else
		f->request = request_read(a, r->book, &src);
}

static void read_words(struct fact_reader *r, struct arena *a, struct mail_fact *f)
{
	struct command_rules rules = { r->book, &r->cfg->series };

	read_request(r, a, f);
	f->answer = answer_read(a, r->book, f->text);
	command_read(a, &rules, f->text, &f->lines, &f->text_after);
}

/* Only a letter that may be acted upon is worth asking DNS for. */
static bool needs_proof(const struct mail_fact *f)
{
	return f->class == MAIL_HUMAN;
}

enum rc fact_reader_read(struct fact_reader *r, struct arena *a, struct span raw,
			 struct mail_fact *ret, struct why *reterr)
{
	enum rc rc = fact_reader_read_keys(r, a, raw, NULL, ret, reterr);

	if (!rc && !needs_proof(ret))
		ret->auth.wanted.n = 0;
	return rc;
}

static enum rc read_mail(struct fact_reader *r, struct arena *a, struct span raw,
			 const struct dkim_keys *keys, struct mail_fact *ret, struct span *all,
			 struct why *reterr)
{
	struct reader_config cfg = *r->cfg;
	const struct bank_rule *bank;
	enum rc rc;

	*ret = (struct mail_fact){ 0 };
	cfg.keys = keys;
	rc = mail_read(a, &cfg, raw, ret, all, reterr);
	if (rc)
		return rc;
	if (ret->attachments.n)
		fact_statement_attached(r->kit, a, raw, ret);
	/* Several mailboxes in From: it looks like the first; core believes none of them. */
	bank = bank_rule_of(&r->cfg->banks, ret->from.addr);
	if (bank) {
		take_wanted(ret, "a bank of config/banks");
		if (ret->class == MAIL_HUMAN)
			read_bank(r, a, bank, raw, *all, ret);
		return RC_OK;
	}
	if (is_form_sender(r->cfg, ret->from.addr))
		take_wanted(ret, "a site whose forms are wanted");
	if (ret->class == MAIL_HUMAN)
		read_words(r, a, ret);
	return RC_OK;
}

enum rc fact_reader_read_keys(struct fact_reader *r, struct arena *a, struct span raw,
			      const struct dkim_keys *keys, struct mail_fact *ret,
			      struct why *reterr)
{
	struct span all = { 0 };

	return read_mail(r, a, raw, keys, ret, &all, reterr);
}

/* A mail as a file: movements are shown whoever sent it; it is a bank's only by its sender. */
static enum rc read_mail_file(struct fact_reader *r, struct arena *a, struct span raw,
			      struct mail_fact *ret, struct why *reterr)
{
	struct span all = { 0 };
	enum rc rc = read_mail(r, a, raw, NULL, ret, &all, reterr);

	if (rc)
		return rc;
	if (!needs_proof(ret))
		ret->auth.wanted.n = 0;
	if (!ret->bank.len && !ret->entries.n)
		(void)fact_notice_any(&r->notices, a, raw, all, ret);
	return RC_OK;
}

static enum rc read_body(struct fact_reader *r, struct arena *a, struct span raw,
			 struct mail_fact *ret, struct why *reterr)
{
	const struct bank_rule *bank;
	struct span whole = { 0 };
	enum rc rc = mail_read_body(a, raw, ret, &whole, reterr);

	if (rc)
		return rc;
	bank = fact_notice_any(&r->notices, a, S(""), whole, ret);
	if (bank)
		ret->bank = bank->name;
	else
		read_words(r, a, ret);
	return RC_OK;
}

enum rc fact_reader_read_as(struct fact_reader *r, struct arena *a, enum read_as as,
			    struct span raw, struct mail_fact *ret, struct why *reterr)
{
	enum source_kind kind = as == READ_AS_BODY ? SOURCE_BODY : SOURCE_MAIL;

	*ret = (struct mail_fact){ 0 };
	if (raw.len == 0)
		return why_fail(reterr, RC_BAD_INPUT, "empty");
	if (as == READ_AS_FOUND)
		kind = fact_statement_kind(r->kit, a, raw);
	if (kind == SOURCE_MAIL && as == READ_AS_FOUND)
		return read_mail_file(r, a, raw, ret, reterr);
	if (kind == SOURCE_MAIL)
		return fact_reader_read(r, a, raw, ret, reterr);
	if (kind == SOURCE_BODY)
		return read_body(r, a, raw, ret, reterr);
	if (kind == SOURCE_TNEF)
		return mail_read_tnef(a, raw, ret, reterr);
	ret->kind = kind;
	ret->class = MAIL_OTHER;
	if (kind == SOURCE_ZIP)
		return fact_statement_zip(r->kit, a, raw, ret, reterr);
	if (fact_statement_file(r->kit, a, raw, ret))
		return RC_OK;
	ret->class_why = kind == SOURCE_CSV ? S("no mapping of config/banks knows its columns") :
					      arena_fmt(a, "nothing reads files of the kind %s",
							source_kind_name(kind));
	return RC_OK;
}

enum rc fact_reader_chunk(struct fact_reader *r, struct arena *a, enum read_chunk at,
			  struct span chunk, struct mail_fact *ret, struct why *reterr)
{
	*ret = (struct mail_fact){ .class = MAIL_OTHER, .class_why = S("") };
	if (at == READ_FIRST) {
		fact_statement_close(r->chunks);
		r->chunks = NULL;
		ret->kind = fact_statement_kind(r->kit, a, chunk);
		if (statement_is(r->kit, ret->kind, chunk))
			r->chunks = fact_statement_open(r->kit, ret->kind, chunk);
		if (!r->chunks)
			return RC_OK;
	}
	if (!r->chunks)
		return why_fail(reterr, RC_BAD_INPUT, "a chunk of no file");
	fact_statement_take(r->chunks, a, chunk, at == READ_LAST, ret);
	if (at == READ_LAST) {
		fact_statement_close(r->chunks);
		r->chunks = NULL;
	}
	return RC_OK;
}

enum rc reader_read(struct arena *a, const struct reader_config *cfg, struct span raw,
		    struct mail_fact *ret, struct why *reterr)
{
	struct fact_reader *r = NULL;
	enum rc rc = fact_reader_open(cfg, &r, reterr);

	if (rc)
		return rc;
	rc = fact_reader_read(r, a, raw, ret, reterr);
	fact_reader_close(r);
	return rc;
}
