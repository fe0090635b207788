/* Notifications of Amazon SES (mail_dsn_json.h): one line of JSON, "notificationType" Bounce, Complaint or
 * Delivery, above a signature. Format: Amazon SES developer guide, "notification contents". */
#include "mail_dsn_json.h"
#include "mail_dsn_reason.h"
#include "span.h"
#include "value.h"

enum { MAX_JSON_LINES = 20, MAX_BOUNCES = 100 };

static struct span json_line(const struct mail_lines *l)
{
	for (size_t i = 0; i < l->n && i < MAX_JSON_LINES; i++) {
		struct span t = span_trim(l->at[i].text);

		if (span_starts(t, S("{\"notificationType\"")) ||
		    span_starts(t, S("{\"eventType\"")))
			return t;
	}
	return S("");
}

bool mail_dsn_is_json(const struct mail_lines *lines, struct span from)
{
	return (span_ends(from, S("@sns.amazonaws.com")) || span_ends(from, S("@amazonses.com"))) &&
	       json_line(lines).len;
}

static void take_list(struct arena *a, const struct value *list, struct span all_said, bool failed,
		      struct bounces *ret)
{
	for (size_t i = 0;
	     list && list->kind == VALUE_LIST && i < list->u.list.n && i < MAX_BOUNCES; i++) {
		const struct value *v = list->u.list.at[i];
		struct bounce b = { .failed = failed, .said = all_said };

		if (v->kind == VALUE_TEXT) {
			b.recipient = v->u.text;
		} else {
			b.recipient = value_get_text(v, "emailAddress");
			b.status = value_get_text(v, "status");
			b.said = value_get_text(v, "diagnosticCode");
		}
		if (!b.status.len)
			b.status = dsn_find_status(b.said);
		if (b.recipient.len)
			*ARENA_PUSH(a, ret) = b;
	}
}

bool mail_dsn_read_json(struct arena *a, const struct mail_lines *lines, struct bounces *ret)
{
	struct span json = json_line(lines), type;
	struct value *top = NULL;
	const struct value *v;

	if (!json.len || value_from_json(a, json, &top, NULL))
		return false;
	type = value_get_text(top, "notificationType");
	type = type.len ? type : value_get_text(top, "eventType");
	v = value_get(top, "bounce");
	if (v)
		take_list(a, value_get(v, "bouncedRecipients"), S(""),
			  span_eq(value_get_text(v, "bounceType"), S("Permanent")), ret);
	v = value_get(top, "delivery");
	if (v)
		take_list(a, value_get(v, "recipients"), value_get_text(v, "smtpResponse"), false,
			  ret);
	return type.len > 0;
}
