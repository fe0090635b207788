/* What the reader must know to read: sent to the child as its first frame, so that the child opens
 * no file. No secrets are in it. */
#ifndef PLIC_READER_CONFIG_H
#define PLIC_READER_CONFIG_H

#include "fact.h"

/* Phrases of config/phrases: folded, matched on whole lines or as words of a line (see answer.h). */
struct phrase {
	struct span
		list; /* "accept", "refuse", "question", "stop", "paid", "request", "greeting", ... */
	struct span text;
};
struct phrases {
	struct phrase *at;
	size_t n, cap;
};

/* Labels of a web form: config/forms. */
struct form_label {
	struct span
		field; /* "name", "email", "phone", "company", "tax_id", "address", "product", "message" */
	struct span label; /* folded */
};
struct form_rule {
	struct span name, from; /* from: address that sends it, "" = any */
	struct form_label *label;
	size_t n_label, cap_label;
	unsigned min_fields;
};
struct form_rules {
	struct form_rule *at;
	size_t n, cap;
};

/* What a bank's mail says of a movement: names of groups in patterns and of lists of labels. */
enum bank_field {
	BANK_AMOUNT,
	BANK_CURRENCY,
	BANK_DATE,
	BANK_PAYER, /* who paid; of money out, who was paid */
	BANK_IBAN,  /* that one's account, as printed */
	BANK_TAX_ID,
	BANK_DETAILS,
	BANK_REF,     /* the bank's own number */
	BANK_ACCOUNT, /* ours */
	BANK_SENDER,  /* who paid, and the account; of money in the counterparty, of money out we */
	BANK_SENDER_IBAN,
	BANK_RECEIVER, /* who was paid, the other way round */
	BANK_RECEIVER_IBAN,
	BANK_VS,        /* variable symbol (Czech, Slovak): digits */
	BANK_REFERENCE, /* the payer's structured reference */
	BANK_FEE,       /* what the bank kept of it */
	BANK_KIND,
	BANK_DIRECTION, /* a word of bank_rule.in or .out */
	BANK_STATUS,    /* a movement only when a word of bank_rule.done, if there are any */
	BANK_FIELDS
};
enum bank_direction {
	BANK_IN,
	BANK_OUT,
	BANK_TOLD, /* by the field direction, else by the amount's sign, else in */
};
enum bank_pattern_use {
	BANK_MOVEMENT, /* each match is a movement, or the title above its labelled lines */
	BANK_PART,     /* searched behind a movement's match for what that one left open */
	BANK_NOTHING   /* a mail where it matches tells of no movement: nobody need read it */
};

/* A bank: config/banks. Patterns are PCRE2 with groups named after fields, tried in order on the mail's
 * whole text. */
struct bank_pattern {
	struct span regex;
	enum bank_direction direction;
	enum bank_pattern_use use;
};
struct bank_label {
	enum bank_field field;
	struct span label; /* folded */
};
struct bank_labels {
	struct bank_label *at;
	size_t n, cap;
};
struct bank_rule {
	struct span name, title;
	struct spans senders;    /* From addresses, or "@domain" */
	struct spans uses;       /* wordings, already taken over */
	struct span auth_domain; /* the domain that must be authenticated */
	enum decimal_mark mark;
	struct span currency; /* when the mail names none */
	struct bank_pattern *pattern;
	size_t n_pattern, cap_pattern;
	struct bank_labels labels;  /* of lines "Label: value" and of columns */
	struct spans in, out, done; /* folded; "*" at its end: any that begins so */
	bool labelled;              /* labelled lines are movements without a pattern above them */
	enum bank_direction default_; /* of those */
	bool attached;                /* its forms also come as texts in attachments and archives */
	bool confirmed;               /* seen on real mail, or presumed */
	/* Folded; for decide, the reader child is not told: how statements name what it pays out of card
	 * payments, and what their lines of fees begin with. */
	struct spans payouts, fees;
};
struct bank_rules {
	struct bank_rule *at;
	size_t n, cap;
};

/* A wording of movements (sentence.h), and which way the money of those goes. */
struct bank_sentence {
	struct span wording;
	bool incoming;
};
struct bank_sentences {
	struct bank_sentence *at;
	size_t n, cap;
};
/* A form of a bank's mail that staff taught: it counts where the bank's own rules read nothing. Labels or sentences. */
struct bank_form {
	struct span bank; /* name of its rule */
	struct bank_labels
		labels; /* amount at least; one of the payer is needed where there is one */
	struct bank_sentences sentences;
	struct span header;   /* of rows: the line that must stand above them */
	struct span currency; /* of sums that name none, "" = the bank's */
	struct spans
		rest; /* of sentences: other lines with a sum (sentence_rest); one more is a doubt */
	struct span title; /* folded line or label that must stand in the mail */
	uint32_t seen;     /* bank_guess.seen: other words of direction, another form */
	bool incoming;
	enum decimal_mark mark;
};
struct bank_forms {
	struct bank_form *at;
	size_t n, cap;
};

/* Whose word about senders is believed (mail reference section 4). */
enum auth_mode {
	AUTH_BY_RESULTS, /* the topmost Authentication-Results of authserv_id */
	AUTH_BY_M365,    /* Microsoft 365: the very first one, which names no id */
	AUTH_BY_LOCAL /* DKIM is checked here; authserv_id's lines count too where one is named */
};

/* How a bank's CSV is read: config/banks. Columns are found by their headers, wherever they stand. */
enum date_order { ORDER_GUESS, ORDER_DMY, ORDER_MDY, ORDER_YMD };
struct csv_column {
	struct span field;  /* a name of csv_fields (csv_map.h) */
	struct span header; /* folded; "*" at its end: any header that begins so */
};
struct csv_columns {
	struct csv_column *at;
	size_t n, cap;
};
struct csv_map {
	struct span name, title;
	struct csv_columns columns;
	struct spans patterns;      /* PCRE2 on the details; groups are names of csv_fields */
	struct spans skip, pending; /* folded values of the status column */
	struct span currency;       /* when no column tells */
	enum decimal_mark mark;
	enum date_order order;
	bool inverse;   /* money out is positive */
	bool continued; /* rows without a date go on with the details of the row above */
	bool fallback;  /* only when no other mapping knows the header */
};
struct csv_maps {
	struct csv_map *at;
	size_t n, cap;
};

struct reader_config {
	struct span authserv_id; /* "" = no line is believed */
	enum auth_mode auth_mode;
	bool below_received;      /* our server stamps under its own Received */
	struct spans arc_sealers; /* domains whose ARC seal our server may vouch for */
	/* AUTH_BY_LOCAL, of the mail at hand and no part of what is sent to the child at its start: what
	 * DNS said; NULL = not asked yet. */
	const struct dkim_keys *keys;
	struct spans own;   /* our own addresses */
	struct spans staff; /* staff addresses */
	struct phrases phrases;
	struct form_rules forms;
	struct spans form_senders; /* who sends the site's forms: addresses, "@domain" */
	struct bank_rules banks;
	struct bank_forms bank_forms;
	struct csv_maps csv;
	struct span currency; /* of bare amounts in commands: "RON" */
	struct spans
		series; /* series prefixes, "PRF": "PRF 31" with a blank is then one reference */
};

#endif
