/* The configuration: one typed struct, filled from plic.conf by the rows of config_keys.c, then
 * const. Every key has one row: name, type, default, limits and the sentence that the sample file
 * and the manual print. Wrong values name file, line, key, value and what to do. */
#ifndef PLIC_CONFIG_H
#define PLIC_CONFIG_H

#include "arena.h"
#include "buf.h"
#include "firm.h"
#include "net.h"
#include "retention.h"

struct config_account {
	const char *host, *user, *password_file, *ca_file, *tls;
	int64_t port, timeout_s;
};
/* A client that the firm registered with a provider of sign-ins. */
struct config_client {
	const char *provider; /* file of config/oauth */
	const char *client_id, *client_secret_file;
};
struct config {
	struct arena *arena; /* holds everything below */
	const char *path;    /* of the file read */
	const char *dir;     /* its folder: relative paths start there */

	struct {
		const char *name, *brand, *tax_id, *reg_no, *street, *city, *county, *postcode;
		const char *country, *phone, *email, *iban, *bank, *contact, *lang, *currency;
		const char *vat_on_collection_since, *vat_on_collection_until;
		bool vat_payer, live;
	} firm_keys;
	struct config_account imap, smtp;
	struct config_client oauth;
	struct {
		struct config_client client;
		const char *redirect, *url, *public_url, *ca_file;
		int64_t timeout_s, upload_timeout_s;
	} anaf;
	struct {
		const char *inbox, *handled, *review, *quarantine, *noise, *sent;
		bool leave_unknown, take_old, append_sent;
		const char *take_since;
		int64_t poll_s, max_bytes, batch_bytes;
	} box;
	struct {
		const char *address, *from_name, *auth, *authserv_id, *arc_sealers, *resolver,
			*ehlo, *form_sender;
		bool bcc_self, auth_below_received;
		int64_t answers_per_hour, answers_per_thread, mails_per_day, mails_per_hour;
		int64_t unproven_per_day, domain_per_day, export_bytes;
	} mail;
	struct {
		const char *archive, *dir, *templates, *brand, *config_dir;
	} paths;
	struct {
		const char *url, *ca_file;
		int64_t timeout_s;
	} rates;
	struct {
		bool filing, foreign, credit_note, companies;
		int64_t hold_min, calls_per_minute, companies_per_day;
		const char *seal_ca_file, *seals_known;
	} efactura;
	struct span seal_ca; /* what is in that file; "" = none is named */
	struct {
		const char *key_file, *url, *ca_file, *documents, *currencies, *pipelines, *payout;
		int64_t timeout_s, poll_s, wait_s;
	} cards;
	struct {
		int64_t offer_valid_days, offer_followup_days, payment_days, contract_months,
			contract_notice_days, reminder1_days, reminder2_days;
		int64_t export_delay_hours;
		int64_t reminder_notice_days, missed_periods_cap, preview_hours, storno_limit;
		bool notice_is_enough, reference_is_enough, payer_is_enough;
		int64_t tolerance;
		const char *reference;
		const char *accounts;
		const char *default_pipeline;
	} rules;

	struct retention retention; /* config/retention.conf */
	struct firm firm; /* what core sees: built from the above, staff, series, pipelines, vat */
};

/* Read and check one file. RC_BAD_CONFIG: reterr has "file:line: key = value: why; what to do", the
 * first of them; with `all` not NULL every finding is added there, a line each. */
enum rc config_load(const char *path, struct config **ret, struct buf *all,
		    struct why *reterr) MUST_CHECK;
void config_free(struct config *c);

/* The commented sample: every key with its help and default; values replaces defaults
 * ("imap.host" -> text), NULL = none. */
void config_print(struct buf *out, const struct value *values);
/* The key list as mdoc(7) items, for plic.conf(5). */
void config_print_man(struct buf *out);

/* Absolute path of p seen from the config's folder, in the config's arena. */
const char *config_path(const struct config *c, const char *p);
/* Without a secret: login.h adds it. */
struct net_account config_imap_account(const struct config *c);
struct net_account config_smtp_account(const struct config *c);

#endif
