/* Class of a mail (mail_noise.h). A table of fields first: they are what senders promise; subjects
 * and words only where senders promise nothing. Mail reference section 3. */
#include "mail_dsn.h"
#include "mail_dsn_json.h"
#include "mail_header.h"
#include "mail_noise.h"
#include "mail_reply.h"
#include "mail_vacation.h"
#include "span.h"
#include "span_list.h"
#include "utf8.h"

enum { MAX_RECEIVED = 50 };

struct field_rule {
	const char *field;
	const char *value; /* folded beginning of the value; NULL = any */
	enum mail_class class;
};
static const struct field_rule field_rules[] = {
	{ "X-Autoreply", NULL, MAIL_AUTO_REPLY },
	{ "X-Autorespond", NULL, MAIL_AUTO_REPLY },
	{ "X-Autoresponder", NULL, MAIL_AUTO_REPLY },
	{ "X-Auto-Reply-From", NULL, MAIL_AUTO_REPLY },
	{ "X-Mail-Autoreply", NULL, MAIL_AUTO_REPLY },
	{ "X-MS-Exchange-Inbox-Rules-Loop", NULL, MAIL_AUTO_REPLY },
	{ "X-Apple-Action", "vacation", MAIL_AUTO_REPLY },
	{ "X-Precedence", "auto_reply", MAIL_AUTO_REPLY },
	{ "Precedence", "auto_reply", MAIL_AUTO_REPLY },
	{ "Precedence", "auto-reply", MAIL_AUTO_REPLY },
	{ "List-Id", NULL, MAIL_LIST },
	{ "List-Unsubscribe", NULL, MAIL_LIST },
	{ "List-Post", NULL, MAIL_LIST },
	{ "Feedback-ID", NULL, MAIL_LIST },
	{ "Precedence", "bulk", MAIL_LIST },
	{ "Precedence", "list", MAIL_LIST },
	{ "Precedence", "junk", MAIL_LIST },
};
static const char *const bounce_subjects[] = {
	"undeliver",
	"delivery status",
	"delivery failure",
	"delivery has failed",
	"mail delivery fail",
	"returned mail",
	"failure notice",
	"delivery notification",
	"mail failure",
	"mail could not be delivered",
	"message could not be delivered",
	"undelivered",
	"nondeliverable",
	"non-deliver",
	"delivery error",
	"nelivrat",
	"nu a putut fi livrat",
	"mail system error",
	"returned to sender",
	"delivery report",
	"delivery failed",
	"mail delivery",
	"mail status report",
	"kunne ikke leveres",
	"bounce",
	"unzustellbar",
	"user unknown",
	"rejected",
	"error sending",
	"warning: could not send",
	"mail error",
	"mail failed",
	"returning to sender",
	"message not delivered",
	"not be delivered",
	"not deliver",
	"your message did not reach",
	"couldn't be delivered",
	"undeliverable",
	"message delivery",
	"your message was addressed",
	NULL,
};
/* In the address ... */
static const char *const daemons[] = {
	"mailer-daemon",     "mailerdaemon", "mail-daemon", "maildaemon", "postmaster",
	"microsoftexchange", "mdaemon",      "postoffice",  "bounce",     NULL,
};
/* ... and in the name before it, which is anybody's to choose. */
static const char *const daemon_names[] = {
	"mailer-daemon",
	"mail delivery",
	"mail administrator",
	NULL,
};

/* Subjects that no person writes. */
static const char *const strong_subjects[] = {
	"delivery failure",
	"delivery status notification",
	"undelivered mail",
	"undeliverable:",
	"mail delivery fail",
	"failure notice",
	"returned mail:",
	"delivery failed",
	"mail failed",
	"failed mail",
	NULL,
};

bool mail_noise_is_bounce_title(struct arena *a, struct span subject)
{
	return span_starts_any(utf8_fold(a, subject), strong_subjects);
}

static enum mail_class by_part(struct arena *a, const struct mail_part *p)
{
	if (span_eq(p->type, S("message/feedback-report")))
		return MAIL_FEEDBACK;
	if (span_eq(p->type, S("message/disposition-notification")))
		return MAIL_MDN;
	/* "Accepted: ..." answers a meeting (RFC 5546), never an offer. */
	if (span_eq(p->type, S("text/calendar")) &&
	    span_ieq_str(mail_param(a, mail_field_raw(p, "Content-Type"), "method"), "reply"))
		return MAIL_OTHER;
	return MAIL_HUMAN;
}

static enum mail_class by_report(struct arena *a, struct mail_part *root, struct span *why)
{
	struct span ct = mail_field_raw(root, "Content-Type"), type;

	if (span_eq(root->type, S("multipart/report"))) {
		type = mail_param(a, ct, "report-type");
		*why = arena_fmt(a, "report-type %.*s", SPAN_ARG(type));
		if (span_ieq_str(type, "feedback-report"))
			return MAIL_FEEDBACK;
		if (span_ieq_str(type, "disposition-notification") ||
		    span_ieq_str(type, "global-disposition-notification"))
			return MAIL_MDN;
	}
	if (mail_dsn_is_report(a, root)) {
		*why = S("a delivery status part");
		return MAIL_BOUNCE;
	}
	for (struct mail_part *p = root; p && p->depth <= 2; p = mail_next(p)) {
		enum mail_class class = by_part(a, p);

		if (class == MAIL_HUMAN)
			continue;
		*why = arena_fmt(a, "a part %.*s", SPAN_ARG(p->type));
		return class;
	}
	return MAIL_HUMAN;
}

/* Auto-Submitted other than "no" (RFC 3834 5): comments and parameters do not count. */
static bool is_auto_submitted(struct arena *a, const struct mail_part *root, struct span *why)
{
	const struct mail_field *f;

	for (size_t i = 0; (f = mail_field_at(root, "Auto-Submitted", i)); i++) {
		struct span word = mail_first_token(a, f->value);

		if (word.len && !span_eq(word, S("no"))) {
			*why = arena_fmt(a, "Auto-Submitted: %.*s", SPAN_ARG(word));
			return true;
		}
	}
	return false;
}

/* A free-text bounce: no sender to answer, a daemon's name, and words of failure. */
static bool is_text_bounce(struct arena *a, const struct mail_part *root,
			   const struct mail_lines *lines, const struct mail_fact *f)
{
	struct span subject = utf8_fold(a, f->subject), text;
	bool null_sender = span_eq(f->return_path, S("<>"));
	bool daemon = span_has_any(utf8_fold(a, f->from.addr), daemons) ||
		      span_has_any(utf8_fold(a, f->from.name), daemon_names);
	bool strong;

	if (mail_field_at(root, "X-Failed-Recipients", 0))
		return true;
	if ((null_sender || daemon) && span_has_any(subject, bounce_subjects))
		return true;
	strong = span_starts_any(subject, strong_subjects);
	if (!strong && !daemon)
		return false;
	text = utf8_fold(a, utf8_cut(mail_lines_join(a, lines, 0, 40), 3000));
	return span_has_any(text, bounce_subjects) || (!strong && span_has(text, S("delivery")));
}

static enum mail_class by_fields(struct arena *a, const struct mail_part *root, struct span *why)
{
	for (size_t i = 0; i < ARRAY_LEN(field_rules); i++) {
		const struct field_rule *r = &field_rules[i];
		const struct mail_field *f = mail_field_at(root, r->field, 0);

		if (!f)
			continue;
		if (r->value && !span_istarts(span_trim(f->value), span_of(r->value)))
			continue;
		*why = arena_fmt(a, "field %s", r->field);
		return r->class;
	}
	return MAIL_HUMAN;
}

static bool is_vacation(struct arena *a, const struct mail_lines *lines, struct mail_fact *f)
{
	enum vacation by = mail_vacation_title(a, f->subject, f->refs.n > 0);

	if (by != VACATION_IF_NOTE)
		return by == VACATION_SURE;
	f->text = mail_reply_text(a, lines);
	return mail_vacation_note(a, f->text);
}

enum mail_class mail_noise_class(struct arena *a, struct mail_part *root,
				 const struct mail_lines *lines, const struct reader_config *cfg,
				 struct mail_fact *f, struct span *why)
{
	enum mail_class class = by_report(a, root, why);
	struct span loop = mail_decode_text(a, mail_field_raw(root, "X-Loop"));

	if (class != MAIL_HUMAN)
		return class;
	if (mail_field_count(root, "Received") > MAX_RECEIVED) {
		*why = S("over 50 Received fields");
		return MAIL_OTHER;
	}
	*why = S("no sender to answer, words of failure");
	if (is_text_bounce(a, root, lines, f))
		return MAIL_BOUNCE;
	*why = S("X-Apple-Unsubscribe");
	if (mail_field_at(root, "X-Apple-Unsubscribe", 0))
		return MAIL_FEEDBACK;
	*why = S("a notification of Amazon SES");
	if (mail_dsn_is_json(lines, f->from.addr))
		return MAIL_BOUNCE;
	*why = S("from our own address");
	if ((f->from.addr.len && spans_ihas(&cfg->own, f->from.addr)) ||
	    (loop.len && spans_ihas(&cfg->own, loop)))
		return MAIL_AUTO_REPLY;
	if (is_auto_submitted(a, root, why))
		return MAIL_AUTO_REPLY;
	class = by_fields(a, root, why);
	if (class == MAIL_AUTO_REPLY || mail_field_at(root, "List-Id", 0))
		return class;
	/* "Precedence: bulk" stands on absence notes too. */
	if (span_eq(f->return_path, S("<>"))) {
		*why = S("null sender");
		return MAIL_AUTO_REPLY;
	}
	if (is_vacation(a, lines, f)) {
		*why = S("words of an automatic reply");
		return MAIL_AUTO_REPLY;
	}
	if (class != MAIL_HUMAN)
		return class;
	*why = S("");
	return MAIL_HUMAN;
}
