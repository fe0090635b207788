/* Finding our own server's line. A sender can bring lines in its name along, but only below the Received
 * that our server wrote when it took the mail. */
#include "mail_auth_line.h"

#include "dkim_sig.h"
#include "mail_auth.h"
#include "span.h"

/* Hosts known to stamp below their own Received, and to remove what claims to be theirs. */
static const char *const stamps_below[] = { "mx.google.com" };

static bool is_word_char(char c)
{
	return (unsigned char)c > ' ' && c != ';' && c != '(' && c != ')' && c != ',';
}

/* The word behind a clause's name ("by", "with", "from") outside comments; "" when absent. */
static struct span clause(struct span received, const char *name)
{
	size_t depth = 0, i = 0;
	bool wanted = false;

	while (i < received.len) {
		struct span word;
		size_t to = i;

		if (received.ptr[i] == '(' || received.ptr[i] == ')') {
			depth += received.ptr[i] == '(' ? 1 : depth ? (size_t)-1 : 0;
			i++;
			continue;
		}
		while (to < received.len && is_word_char(received.ptr[to]))
			to++;
		word = span_sub(received, i, to - i);
		i = to > i ? to : i + 1;
		if (depth || !word.len)
			continue;
		if (wanted)
			return word;
		wanted = span_ieq_str(word, name);
	}
	return S("");
}

/* A hop inside the host, after the mail was taken: into the mailbox, or Google's between its own
 * machines, which name an address and no sender. */
static bool is_inside(struct span received)
{
	struct span with = clause(received, "with"), by = clause(received, "by");

	return span_istarts(with, S("LMTP")) || span_istarts(with, S("HTTP")) ||
	       (!clause(received, "from").len && span_find_char(by, ':', 0) != SIZE_MAX);
}

static bool stamps_low(const struct reader_config *cfg)
{
	for (size_t i = 0; i < ARRAY_LEN(stamps_below); i++)
		if (span_ieq_str(span_trim(cfg->authserv_id), stamps_below[i]))
			return true;
	return cfg->below_received;
}

/* May a line below this Received still be ours? */
static bool stays_ours(struct arena *a, const struct reader_config *cfg, struct span received)
{
	if (is_inside(received))
		return true;
	return stamps_low(cfg) &&
	       mail_auth_same_org(a, clause(received, "by"), span_trim(cfg->authserv_id));
}

static enum auth_code first_of_m365(struct arena *a, const struct mail_part *root,
				    struct auth_results *ret)
{
	const struct mail_field *f = mail_field_at(root, "Authentication-Results", 0);

	if (!f)
		return AUTH_NO_LINE;
	if (!auth_results_read(a, f->value, ret))
		return AUTH_LINE_BROKEN;
	/* Another server's: Microsoft's names no id. */
	return ret->id.len ? AUTH_NO_LINE : AUTH_PROVEN;
}

enum auth_code mail_auth_line(struct arena *a, const struct reader_config *cfg,
			      const struct mail_part *root, struct auth_results *ret)
{
	struct span id = span_trim(cfg->authserv_id);
	bool low = false;

	if (cfg->auth_mode == AUTH_BY_M365)
		return first_of_m365(a, root, ret);
	for (size_t i = 0; id.len && i < root->fields.n; i++) {
		const struct mail_field *f = &root->fields.at[i];
		bool whole;

		if (span_ieq_str(f->name, "Received")) {
			low |= !stays_ours(a, cfg, f->value);
			continue;
		}
		if (!span_ieq_str(f->name, "Authentication-Results"))
			continue;
		whole = auth_results_read(a, f->value, ret);
		if (!span_ieq(ret->id, id))
			continue;
		return low ? AUTH_LINE_LOW : whole ? AUTH_PROVEN : AUTH_LINE_BROKEN;
	}
	return AUTH_NO_LINE;
}

const char *mail_auth_line_text(enum auth_code code)
{
	static const char *const text[AUTH_CODES] = {
		[AUTH_NO_LINE] = "no Authentication-Results of our server",
		[AUTH_LINE_LOW] =
			"our server's Authentication-Results stands below a Received of another",
		[AUTH_LINE_BROKEN] = "our server's Authentication-Results cannot be read",
		[AUTH_LINE_EMPTY] = "our server's line names no DKIM, DMARC or login",
		[AUTH_UNSIGNED] = "no DKIM signature of the sender's domain",
		[AUTH_CHECK_FAILED] = "no DKIM signature of the sender's domain is right",
	};

	return text[code] ? text[code] : "";
}

/* The number of the ARC set that a field belongs to; -1: it says none. */
static int64_t set_of(struct arena *a, const struct mail_field *f)
{
	struct dkim_tags tags;
	struct span i;
	int64_t n;

	dkim_tags_read(a, f->value, &tags);
	return dkim_tag(a, &tags, "i", &i) && span_to_i64(i, &n) ? n : -1;
}

/* The field of ARC set number n; NULL unless exactly one. */
static const struct mail_field *arc_field(struct arena *a, const struct mail_part *root,
					  const char *name, int64_t n)
{
	const struct mail_field *f, *found = NULL;

	for (size_t i = 0; (f = mail_field_at(root, name, i)); i++) {
		if (set_of(a, f) != n)
			continue;
		if (found)
			return NULL;
		found = f;
	}
	return found;
}

static int64_t newest_set(struct arena *a, const struct mail_part *root)
{
	const struct mail_field *f;
	int64_t newest = 0, n;

	for (size_t i = 0; (f = mail_field_at(root, "ARC-Seal", i)); i++) {
		n = set_of(a, f);
		if (n > newest)
			newest = n;
	}
	return newest;
}

bool mail_auth_arc(struct arena *a, const struct mail_part *root, const struct spans *sealers,
		   const struct auth_results *ours, struct auth_results *ret)
{
	int64_t n = newest_set(a, root);
	const struct mail_field *seal = arc_field(a, root, "ARC-Seal", n);
	const struct mail_field *said = arc_field(a, root, "ARC-Authentication-Results", n);
	struct dkim_tags tags;
	bool whole = false;
	struct span d;
	size_t semicolon;

	for (size_t i = 0; i < ours->list.n; i++)
		whole |= span_eq_str(ours->list.at[i].method, "arc") &&
			 span_eq_str(ours->list.at[i].value, "pass");
	if (!whole || n < 1 || !seal || !said)
		return false;
	dkim_tags_read(a, seal->value, &tags);
	if (!dkim_tag(a, &tags, "d", &d) || !spans_ihas(sealers, d))
		return false;
	semicolon = span_find_char(said->value, ';', 0); /* behind "i=N" */
	return semicolon != SIZE_MAX &&
	       auth_results_read(a, span_from(said->value, semicolon + 1), ret);
}
