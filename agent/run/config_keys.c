/* The keys of plic.conf. The sample file and plic.conf(5) are printed from these rows. */
#include "config_keys.h"

#define AT(field) offsetof(struct config, field)
#define TEXT(sec, key, field, def, help)                       \
	{                                                      \
		sec, key, KEY_TEXT, AT(field), def, 0, 0, help \
	}
#define FLAG(sec, key, field, def, help)                       \
	{                                                      \
		sec, key, KEY_BOOL, AT(field), def, 0, 0, help \
	}
#define NUM(sec, key, field, def, min, max, help)                 \
	{                                                         \
		sec, key, KEY_INT, AT(field), def, min, max, help \
	}

const struct config_section config_sections[] = {
	{ "firm", "The firm that issues the documents, as printed on them." },
	{ "imap", "The mailbox that plic watches. TLS is always verified." },
	{ "smtp", "Where plic hands over its mails. TLS is always verified." },
	{ "mail", "How plic writes, and whose word about senders it believes." },
	{ "rules", "Terms of the firm's documents and reminders." },
	{ "payments", "How money is matched to documents." },
	{ "paths", "Where files are; relative paths start at this file's folder." },
};
const size_t config_sections_n = ARRAY_LEN(config_sections);

const struct config_key config_keys[] = {
	TEXT("firm", "name", firm_keys.name, NULL, "Legal name (BT-27), as in the trade register."),
	TEXT("firm", "brand", firm_keys.brand, "",
	     "Short name that mails and documents show at the top; empty: the legal name."),
	TEXT("firm", "tax_id", firm_keys.tax_id, NULL,
	     "CUI / CIF, digits only; the check digit is verified."),
	FLAG("firm", "vat_payer", firm_keys.vat_payer, "yes",
	     "Registered for VAT: RO stands before the CUI and rates apply."),
	TEXT("firm", "reg_no", firm_keys.reg_no, "",
	     "Trade register number, such as J40/4512/2006."),
	TEXT("firm", "street", firm_keys.street, NULL, "Street and number of the seat (BT-35)."),
	TEXT("firm", "city", firm_keys.city, NULL,
	     "City; for Bucuresti SECTOR1 to SECTOR6 (rule BR-RO-100)."),
	TEXT("firm", "county", firm_keys.county, NULL,
	     "County code, such as B or CJ (rule BR-RO-110)."),
	TEXT("firm", "postcode", firm_keys.postcode, "", "Postal code."),
	TEXT("firm", "country", firm_keys.country, "RO", "Country, ISO 3166."),
	TEXT("firm", "phone", firm_keys.phone, "", "Telephone printed on documents."),
	TEXT("firm", "email", firm_keys.email, "",
	     "Address printed on documents; empty: mail.address."),
	TEXT("firm", "contact", firm_keys.contact, "", "The person who signs mails to clients."),
	TEXT("firm", "iban", firm_keys.iban, NULL,
	     "Account for payments; the check digits are verified."),
	TEXT("firm", "bank", firm_keys.bank, "", "Name of the bank."),
	TEXT("firm", "lang", firm_keys.lang, "ro", "Language when a client has none: ro or en."),
	TEXT("firm", "currency", firm_keys.currency, "RON",
	     "Currency of bare amounts and of the price list, ISO 4217."),
	FLAG("firm", "live", firm_keys.live, "no", "Real work: --now is refused from then on."),

	TEXT("imap", "host", imap.host, NULL, "Host name, as in its certificate."),
	NUM("imap", "port", imap.port, "993", 1, 65535, "Port."),
	TEXT("imap", "tls", imap.tls, "tls", "tls (from the first byte) or starttls."),
	TEXT("imap", "user", imap.user, NULL, "Login name."),
	TEXT("imap", "password_file", imap.password_file, "imap.password",
	     "File with the password alone, readable by plic's user only."),
	TEXT("imap", "ca_file", imap.ca_file, "", "Certificates to trust; empty: the system's."),
	NUM("imap", "timeout", imap.timeout_s, "30", 2, 300, "Seconds to wait for an answer."),
	TEXT("imap", "inbox", box.inbox, "INBOX", "Folder that is watched."),
	TEXT("imap", "handled", box.handled, "Plic/Handled", "Where mails go that were done."),
	TEXT("imap", "review", box.review, "Plic/Review",
	     "Where mails go that a person should read."),
	TEXT("imap", "quarantine", box.quarantine, "Plic/Quarantine",
	     "Where mails go that could not be read or believed."),
	TEXT("imap", "noise", box.noise, "Plic/Noise",
	     "Where automatic answers, receipts and lists go."),
	TEXT("imap", "sent", box.sent, "Sent",
	     "Where a copy of each sent mail is kept when the server names no Sent folder."),
	FLAG("imap", "append_sent", box.append_sent, "no",
	     "Put that copy there. Gmail and Microsoft 365 do it themselves."),
	FLAG("imap", "leave_unknown", box.leave_unknown, "yes",
	     "Leave mail that is none of plic's business untouched in the inbox."),
	FLAG("imap", "take_old", box.take_old, "no",
	     "On the first start read the mail that is already there too."),
	NUM("imap", "poll", box.poll_s, "60", 5, 3600,
	    "Seconds between looks when the server has no IDLE."),
	NUM("imap", "max_bytes", box.max_bytes, "36700160", 65536, 104857600,
	    "Larger mails go to quarantine unread."),
	NUM("imap", "batch_bytes", box.batch_bytes, "2097152", 65536, 33554432,
	    "Bytes fetched at a time."),

	TEXT("smtp", "host", smtp.host, NULL, "Host name, as in its certificate."),
	NUM("smtp", "port", smtp.port, "587", 1, 65535, "Port."),
	TEXT("smtp", "tls", smtp.tls, "starttls", "tls (from the first byte) or starttls."),
	TEXT("smtp", "user", smtp.user, "", "Login name; empty: imap.user."),
	TEXT("smtp", "password_file", smtp.password_file, "",
	     "File with the password alone; empty: imap.password_file."),
	TEXT("smtp", "ca_file", smtp.ca_file, "", "Certificates to trust; empty: imap.ca_file."),
	NUM("smtp", "timeout", smtp.timeout_s, "60", 2, 600, "Seconds one sending may take."),

	TEXT("mail", "address", mail.address, NULL,
	     "The mailbox's own address; plus-addresses must reach it too."),
	TEXT("mail", "from_name", mail.from_name, "", "Name beside it; empty: firm.brand."),
	TEXT("mail", "authserv_id", mail.authserv_id, NULL,
	     "Name that the mail host writes first in its Authentication-Results. Commands and bank mails are believed by these lines alone."),
	TEXT("mail", "ehlo", mail.ehlo, "", "Name said in EHLO; empty: the address's domain."),
	FLAG("mail", "bcc_self", mail.bcc_self, "no",
	     "Send a copy of each mail to ourselves, to find it again after a lost answer."),
	TEXT("mail", "form_sender", mail.form_sender, "",
	     "Who sends the web site's forms when it is not the firm's own domain: addresses or @domain, with blanks between."),
	NUM("mail", "answers_per_hour", mail.answers_per_hour, "60", 1, 1000,
	    "Automatic answers to one correspondent in an hour."),
	NUM("mail", "answers_per_thread", mail.answers_per_thread, "5", 1, 1000,
	    "Automatic answers in one thread before a person writes in it."),
	NUM("mail", "mails_per_day", mail.mails_per_day, "20", 1, 1000,
	    "Automatic mails to one mailbox in a day; a+1@ and a+2@ are one."),
	NUM("mail", "unproven_per_day", mail.unproven_per_day, "100", 1, 1000000,
	    "New cards in a day beyond which requests that nothing proves wait in the review folder, staff being told once."),
	NUM("mail", "domain_per_day", mail.domain_per_day, "20", 1, 1000000,
	    "The same for strangers of one domain, proven or not; mail providers open to everybody are not counted."),
	NUM("mail", "mails_per_hour", mail.mails_per_hour, "200", 1, 1000000,
	    "Automatic mails in an hour in all; more wait, and staff are told. Answers to staff and messages that a person wrote do not wait."),

	NUM("rules", "offer_valid_days", rules.offer_valid_days, "14", 1, 365,
	    "Days an offer stays open."),
	NUM("rules", "payment_days", rules.payment_days, "15", 0, 120,
	    "Days from issue to the due date."),
	NUM("rules", "contract_months", rules.contract_months, "12", 1, 120,
	    "Term of a contract when the command names none."),
	NUM("rules", "reminder1_days", rules.reminder1_days, "3", 0, 365,
	    "Days after the due date for the first reminder."),
	NUM("rules", "reminder2_days", rules.reminder2_days, "10", 1, 365,
	    "Days after the due date for the second reminder."),
	NUM("rules", "reminder_notice_days", rules.reminder_notice_days, "20", 1, 365,
	    "Days after the due date for the notice to staff."),
	NUM("rules", "missed_periods_cap", rules.missed_periods_cap, "3", 1, 100,
	    "More missed periods than this are invoiced only after a DA."),
	NUM("rules", "preview_hours", rules.preview_hours, "48", 1, 720,
	    "Hours a preview waits for its DA."),
	NUM("rules", "storno_limit", rules.storno_limit, "500000", 0, INT64_MAX,
	    "Storno above this many bani of the currency is announced to every owner."),
	TEXT("rules", "default_pipeline", rules.default_pipeline, "servicii",
	     "Pipeline of a request that names no known product."),

	FLAG("payments", "notice_is_enough", rules.notice_is_enough, "yes",
	     "A bank's mail moves the card before a statement confirms it."),

	TEXT("paths", "data", paths.dir, "data",
	     "Folder of the database, the reply key and the lock; made if missing."),
	TEXT("paths", "templates", paths.templates, "",
	     "Folder of templates; empty: the ones installed with plic."),
	TEXT("paths", "config", paths.config_dir, "",
	     "Folder of pipelines, phrases, forms, banks and VAT rates; empty: the ones installed with plic."),
};
const size_t config_keys_n = ARRAY_LEN(config_keys);
