/* Meaning of configuration values: identifiers, addresses, enumerations. */
#include "config_check.h"

#include "day.h"
#include "ident.h"
#include "span.h"

static bool is_cui(const char *v)
{
	return ident_cui_valid(span_of(v));
}

static bool is_iban(const char *v)
{
	return ident_iban_valid(span_of(v));
}

static bool is_email(const char *v)
{
	return ident_email_valid(span_of(v));
}

static bool is_email_or_empty(const char *v)
{
	return !*v || is_email(v);
}

static bool is_tls(const char *v)
{
	return !strcmp(v, "tls") || !strcmp(v, "starttls");
}

static bool is_lang(const char *v)
{
	return v[0] >= 'a' && v[0] <= 'z' && v[1] >= 'a' && v[1] <= 'z' && !v[2];
}

static bool is_upper_code(const char *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (v[i] < 'A' || v[i] > 'Z')
			return false;
	return v[n] == '\0';
}

static bool is_currency(const char *v)
{
	return is_upper_code(v, 3);
}

static bool is_country(const char *v)
{
	return is_upper_code(v, 2);
}

static bool is_word(const char *v)
{
	return *v && !strpbrk(v, " \t\r\n;,\"()<>");
}

static bool is_senders(const char *v)
{
	struct span rest = span_of(v), one;

	while (span_next_word(&rest, &one))
		if (one.ptr[0] == '@' ? one.len < 4 : !ident_email_valid(one))
			return false;
	return true;
}

static bool is_word_or_empty(const char *v)
{
	return !*v || is_word(v);
}

static bool is_auth(const char *v)
{
	enum auth_mode mode;

	return config_auth_mode(v, &mode);
}

static bool is_https_or_empty(const char *v)
{
	return !*v || (is_word(v) && span_starts(span_of(v), S("https://")));
}

static bool is_https(const char *v)
{
	return *v && is_https_or_empty(v);
}

static bool is_currencies(const char *v)
{
	struct span rest = span_of(v), one;

	while (span_next_word(&rest, &one))
		if (one.len != 3 || one.ptr[0] < 'A' || one.ptr[0] > 'Z')
			return false;
	return true;
}

static bool is_card_documents(const char *v)
{
	struct span rest = span_of(v), one;
	bool any = false;

	while (span_next_word(&rest, &one)) {
		if (!span_eq_str(one, "proforma") && !span_eq_str(one, "invoice"))
			return false;
		any = true;
	}
	return any;
}

static bool is_text(const char *v)
{
	return *v && !strpbrk(v, "\r\n");
}

static bool is_file_or_empty(const char *v)
{
	return !strpbrk(v, "/. \t\r\n");
}

static bool is_day_or_empty(const char *v)
{
	struct day d;

	return !*v || day_parse(span_of(v), &d) == RC_OK;
}

static const struct {
	const char *section, *key;
	bool (*ok)(const char *v);
	const char *say;
} checks[] = {
	{ "firm", "name", is_text, "is empty; write the firm's legal name" },
	{ "firm", "street", is_text, "is empty; write street and number" },
	{ "firm", "city", is_text, "is empty; write the city" },
	{ "firm", "county", is_text, "is empty; write the county code, such as CJ" },
	{ "firm", "tax_id", is_cui,
	  "is no CUI (check digit wrong); write the digits from the registration certificate" },
	{ "firm", "iban", is_iban,
	  "is no IBAN (check digits wrong); copy it from the bank's statement" },
	{ "firm", "email", is_email_or_empty, "is no mail address; write name@domain" },
	{ "firm", "lang", is_lang,
	  "is no language; write two letters that templates have: ro, en" },
	{ "firm", "currency", is_currency, "is no currency code; write RON or EUR" },
	{ "firm", "country", is_country, "is no country code; write RO" },
	{ "imap", "host", is_word, "is no host name; write the mail provider's IMAP host" },
	{ "imap", "tls", is_tls, "is not tls or starttls; write one of them" },
	{ "imap", "user", is_text, "is empty; write the login name" },
	{ "smtp", "host", is_word, "is no host name; write the mail provider's SMTP host" },
	{ "smtp", "tls", is_tls, "is not tls or starttls; write one of them" },
	{ "firm", "vat_on_collection_since", is_day_or_empty, "is no day; write it as 2026-01-01" },
	{ "firm", "vat_on_collection_until", is_day_or_empty, "is no day; write it as 2026-12-31" },
	{ "imap", "take_since", is_day_or_empty, "is no day; write it as 2026-11-01" },
	{ "oauth", "provider", is_file_or_empty,
	  "is no file of config/oauth; write its name without .conf" },
	{ "rates", "url", is_https_or_empty,
	  "is no https:// address; write https://curs.bnr.ro, or nothing" },
	{ "cards", "url", is_https, "is no https:// address; write https://api.stripe.com" },
	{ "cards", "documents", is_card_documents,
	  "names a document that nobody pays; write proforma, invoice or both" },
	{ "cards", "currencies", is_currencies, "is no list of currency codes; write RON EUR" },
	{ "mail", "address", is_email, "is no mail address; write name@domain" },
	{ "mail", "form_sender", is_senders,
	  "is no mail address and no @domain; write site@firma.ro, or @firma.ro" },
	{ "mail", "auth", is_auth,
	  "is no way to know senders; write results, microsoft365 or local" },
	{ "mail", "authserv_id", is_word_or_empty,
	  "is no authserv-id; copy the first word of an Authentication-Results header that your provider wrote" },
	{ "mail", "resolver", is_word_or_empty,
	  "is no address of a DNS server; write 192.0.2.53 or 192.0.2.53:5353" },
};

const char *config_check_text(const char *section, const char *key, const char *value)
{
	for (size_t i = 0; i < ARRAY_LEN(checks); i++)
		if (!strcmp(checks[i].section, section) && !strcmp(checks[i].key, key))
			return checks[i].ok(value) ? NULL : checks[i].say;
	return strpbrk(value, "\r\n") ? "has a line break; write it on one line" : NULL;
}

bool config_auth_mode(const char *word, enum auth_mode *ret)
{
	static const char *const words[] = { [AUTH_BY_RESULTS] = "results",
					     [AUTH_BY_M365] = "microsoft365",
					     [AUTH_BY_LOCAL] = "local" };

	for (unsigned i = 0; i < ARRAY_LEN(words); i++) {
		if (strcmp(words[i], word) != 0)
			continue;
		*ret = (enum auth_mode)i;
		return true;
	}
	return false;
}

const char *config_check_auth(const struct config *c)
{
	enum auth_mode mode = AUTH_BY_RESULTS;

	if (!config_auth_mode(c->mail.auth, &mode))
		return NULL; /* said already */
	if (mode == AUTH_BY_RESULTS && !c->mail.authserv_id[0])
		return "mail.authserv_id is missing: nothing would be believed, no command and no bank mail; "
		       "copy the first word of an Authentication-Results header that your provider wrote, or "
		       "write mail.auth = local if it writes none";
	if (mode == AUTH_BY_M365 && c->mail.authserv_id[0])
		return "mail.authserv_id is named beside mail.auth = microsoft365, whose lines have none; remove it";
	return NULL;
}

void config_auth_take(const struct config *c, struct arena *a, struct reader_config *ret)
{
	struct span sealers = span_of(c->mail.arc_sealers), word;

	(void)config_auth_mode(c->mail.auth, &ret->auth_mode);
	ret->authserv_id = span_of(c->mail.authserv_id);
	ret->below_received = c->mail.auth_below_received;
	while (span_next_word(&sealers, &word))
		*ARENA_PUSH(a, &ret->arc_sealers) = word;
}

void config_auth_say(const struct config *c, char *to, size_t size)
{
	enum auth_mode mode = AUTH_BY_RESULTS;

	(void)config_auth_mode(c->mail.auth, &mode);
	switch (mode) {
	case AUTH_BY_RESULTS:
		(void)snprintf(to, size, "by the Authentication-Results of %s%s",
			       c->mail.authserv_id,
			       c->mail.auth_below_received ? ", also below its Received" : "");
		return;
	case AUTH_BY_M365:
		(void)snprintf(to, size, "by Microsoft 365's first Authentication-Results");
		return;
	case AUTH_BY_LOCAL:
		(void)snprintf(to, size, "by DKIM, checked here with keys from %s%s%s",
			       c->mail.resolver[0] ? c->mail.resolver : "the system's DNS",
			       c->mail.authserv_id[0] ? ", and the lines of " : "",
			       c->mail.authserv_id);
		return;
	}
}

unsigned config_roles(struct span words)
{
	static const struct {
		const char *name;
		enum role role;
	} names[] = {
		{ "owner", ROLE_OWNER },           { "sales", ROLE_SALES },
		{ "accounting", ROLE_ACCOUNTING }, { "delivery", ROLE_DELIVERY },
		{ "viewer", ROLE_VIEWER },
	};
	struct span w;
	unsigned roles = 0;

	while (span_next_word(&words, &w)) {
		unsigned one = 0;

		for (size_t i = 0; i < ARRAY_LEN(names); i++)
			if (span_ieq_str(w, names[i].name))
				one = names[i].role;
		if (!one)
			return 0;
		roles |= one;
	}
	return roles;
}
