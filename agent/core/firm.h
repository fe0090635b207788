/* The firm and its rules as configured: read-only for decide. Filled by run/config and run/load. */
#ifndef PLIC_FIRM_H
#define PLIC_FIRM_H

#include "fact.h"
#include "filing.h"
#include "pipeline.h"
#include "snapshot.h"

enum role {
	ROLE_OWNER = 1,
	ROLE_SALES = 2,
	ROLE_ACCOUNTING = 4,
	ROLE_DELIVERY = 8,
	ROLE_VIEWER = 16,
	ROLE_ALL = 31
};
struct staff {
	struct span addr, name;
	unsigned roles;
	struct span lang;
};
struct staffs {
	struct staff *at;
	size_t n, cap;
};
/* Dated VAT rates: config/vat.conf. The row with the newest `from` <= tax point counts. */
struct vat_rate {
	struct span name; /* "standard", "reduced" */
	struct decimal rate;
	struct day from;
};
struct vat_rates {
	struct vat_rate *at;
	size_t n, cap;
};
/* Why a line bears no VAT: config/vat.conf. */
struct vat_ground {
	struct span name;       /* "reverse", "no-payer" */
	char category;          /* E A(AE) K G O */
	struct span code;       /* VATEX, or "" */
	struct span words;      /* what staff write, folded, ';'-joined; "" = they do not */
	struct span text[2];    /* ro, en: printed, and BT-120 */
	struct day from, until; /* until: the last day, DAY_NONE = still */
};
struct vat_grounds {
	struct vat_ground *at;
	size_t n, cap;
};
/* Series of a document kind: config. */
struct series_rule {
	enum doc_kind kind;
	struct span prefix;
	int64_t start;
	unsigned pad; /* digits, zero-filled */
	bool yearly;  /* begins again each year, the year in front: 20260012 (series.h) */
};
struct series_rules {
	struct series_rule *at;
	size_t n, cap;
};

/* Most that may be taken in cash (Legea 70/2015): config/cash.conf. Of the rows of one kind and payer the
 * one with the newest `from` <= the day counts. */
struct cash_cap {
	bool company;      /* from whoever has a tax id; else from persons */
	bool per_document; /* in all on one document; else from one payer in a day */
	struct money most;
	struct day from;
};
struct cash_caps {
	struct cash_cap *at;
	size_t n, cap;
};

/* A bank of config/banks: what decide must know of its rule. */
struct bank_source {
	struct span name, title; /* "bt", "Banca Transilvania" */
	struct span auth_domain; /* the domain that must be proven */
};
struct bank_sources {
	struct bank_source *at;
	size_t n, cap;
};

/* Which documents can be paid by card (config: cards). */
struct card_rule {
	bool on;
	bool documents[DOC_KINDS];
	struct span currencies, pipelines; /* between blanks; "" = all */
	struct span
		payout; /* the word, folded, by which the bank's lines name the processor's payouts */
};

struct preflight;

struct firm {
	struct party self;
	struct span brand;   /* short name for mails: "Atelier Diana" */
	struct span address; /* the mailbox's own address */
	struct span lang;    /* default language: "ro" */
	struct span langs;   /* those that templates have: "ro en hu" */
	char currency[4];
	bool vat_payer;
	bool collection; /* VAT on cash collection (Cod fiscal art. 282 (3)) is the firm's, from... */
	bool notice_is_enough; /* payments.notice_is_enough */
	/* payments.reference_is_enough, .payer_is_enough, .tolerance (minor units), .reference = rf */
	bool pay_reference_is_enough, pay_payer_is_enough, rf_reference;
	int64_t pay_tolerance;
	struct spans accounts; /* payments.accounts: the firm's IBANs beside self.iban, compact */
	bool leave_unknown;    /* imap.leave_unknown */
	struct day collection_since,
		collection_until;       /* ...to: its last day, DAY_NONE = no end known */
	struct span collection_text[2]; /* ro, en: „TVA la încasare” */
	struct staffs staff;
	struct vat_rates vat;
	struct vat_grounds grounds;
	struct cash_caps cash;
	struct {
		bool on;          /* efactura.filing, and anaf.client_id is there */
		bool foreign;     /* also invoices to buyers abroad */
		bool credit_note; /* a storno is a credit note (381), not an invoice with minus */
		int64_t hold_min; /* minutes that an invoice waits before it is filed */
		struct filing_rules rules; /* config/efactura.conf */
	} filing;
	bool companies; /* buyers are looked up in ANAF's register: efactura.companies, anaf.public_url */
	struct series_rules series;
	struct bank_sources banks;
	struct spans
		payouts; /* folded: words by which statements name card processors' payouts; "=" before
				 one: the counterparty's whole name */
	struct spans fees; /* folded: what a line of a statement that takes a fee begins with */
	struct card_rule cards;
	struct pipelines pipelines;
	struct span default_pipeline;
	int offer_valid_days, payment_days; /* due = issue + payment_days */
	int contract_months;
	int offer_followup_days;   /* after its issue an offer is brought to mind; 0 = never */
	int contract_notice_days;  /* before a contract's end staff are told; 0 = never */
	int reminder_days[2];      /* days after due for reminder 1 and 2 */
	int reminder_notice_days;  /* then the notice to staff */
	int missed_periods_cap;    /* more missed periods than this: staff are asked first */
	int preview_hours;         /* a preview awaiting DA expires after */
	int export_delay_hours;    /* a wide export waits so long when no other owner can say DA */
	struct money storno_limit; /* above it another owner's address, or a delay, is asked */
	int64_t export_bytes;      /* of one ZIP in a mail */
	/* Whose web forms are the firm's own: addresses, and "@domain" with its subdomains. */
	struct spans sites;
	struct span template_set;          /* hash of templates/ as loaded */
	const struct preflight *preflight; /* rules that core does not hold; NULL = none */
	/* caps per correspondent (mail reference section 3) */
	int cap_answers_per_hour, cap_mails_per_day, cap_answers_per_thread;
	/* of strangers: requests that nothing proves, in all; new cards for one domain */
	int cap_unproven_per_day, cap_domain_per_day;
};

#endif
