/* Facts: what a mail says. The contract between parsers and the agent.
 *
 * A parser turns bytes into facts and decides nothing: a mail_fact says "this text stands above the
 * quote", "this line reads as an acceptance", "this notice names 544,50 lei". Whether that is
 * believed and what follows is decided in agent/core, from the sender's proof and the state.
 * Every span is valid UTF-8 (NFC, comma-below letters), lives in the caller's arena, and is "" when
 * the mail does not say. */
#ifndef PLIC_FACT_H
#define PLIC_FACT_H

#include "base.h"
#include "day.h"
#include "decimal.h"
#include "hash.h"
#include "money.h"
#include "span_list.h"

/* What kind of sender wrote it (RFC 3834, 3464, 8098, 5965, 2369). */
enum mail_class {
	MAIL_HUMAN,      /* a person, or a program that writes like one (forms, banks) */
	MAIL_BOUNCE,     /* delivery status notification */
	MAIL_AUTO_REPLY, /* vacation, out of office, any Auto-Submitted other than "no" */
	MAIL_FEEDBACK,   /* ARF abuse report */
	MAIL_MDN,        /* read receipt */
	MAIL_LIST,       /* mailing list or bulk */
	MAIL_OTHER       /* could not be read as a letter */
};

/* What the bytes are (source_kind.h); the daemon reads mails only. */
enum source_kind {
	SOURCE_MAIL,
	SOURCE_BODY, /* the words of a letter without its header */
	SOURCE_TNEF, /* winmail.dat */
	SOURCE_MT940,
	SOURCE_MT942,
	SOURCE_CAMT,
	SOURCE_CSV,
	SOURCE_UBL,
	SOURCE_XML,
	SOURCE_ZIP,
	SOURCE_PDF,
	SOURCE_BINARY,
	SOURCE_UNKNOWN /* could not be looked at */
};

enum auth_verdict {
	AUTH_NONE, /* no trusted line says anything */
	AUTH_FAIL, /* a trusted line says it is not who it claims, or the headers are ambiguous */
	AUTH_PASS  /* DKIM or DMARC passes aligned with From, or auth= equals From (RFC 8601) */
};

/* Why the verdict is what it is. What people read for each stands under trust_code_text(). */
enum auth_code {
	AUTH_PROVEN,
	AUTH_NO_LINE,  /* our server wrote no line */
	AUTH_LINE_LOW, /* its line stands below a foreign server's: anybody may have written it */
	AUTH_LINE_BROKEN,  /* its line cannot be read */
	AUTH_LINE_EMPTY,   /* its line names no DKIM, DMARC or login */
	AUTH_OTHER,        /* proven is another domain or login than From's */
	AUTH_CHECK_FAILED, /* DKIM or DMARC says: not from there */
	AUTH_WEAK,         /* a signature that leaves room for changes, or a short key */
	AUTH_FROM,         /* no From, several, or a group */
	AUTH_TWICE,        /* a field that must stand once stands twice, or a header line is none */
	AUTH_NAME,         /* the display name shows another address */
	AUTH_BANK,         /* not the domain that config/banks pins */
	AUTH_UNSIGNED,     /* checked here: no signature of From's domain */
	AUTH_NO_KEY,       /* checked here: the domain publishes no such key */
	AUTH_KEY_LATER,    /* checked here: DNS did not answer; not a verdict yet */
	AUTH_CODES
};
/* A DKIM key: which, and what DNS said of it. */
enum dkim_key_state { DKIM_KEY_LATER, DKIM_KEY_NONE, DKIM_KEY_FOUND };
struct dkim_key {
	struct span selector, domain;
	enum dkim_key_state state;
	struct span txt; /* the TXT record, its strings joined */
};
struct dkim_keys {
	struct dkim_key *at;
	size_t n, cap;
};
struct auth {
	enum auth_verdict verdict;
	struct span by;     /* "dkim", "dmarc", "auth", "arc" */
	struct span domain; /* the aligned domain */
	struct span why;    /* English, for the log and `read` */
	enum auth_code code;
	struct span about; /* the domain, field or address that the code speaks of, or "" */
	struct spans
		proven; /* every domain that a check passed for, aligned or not: a bank's pin is looked for here */
	bool policy_fail; /* DMARC failed, or the header is ambiguous: not even asked back */
	int64_t signed_at,
		expires; /* t= (the oldest) and x= (the soonest) of what proved it; 0 = not said */
	/* What the signature that proves does not hold, so that it may have been put in since: To or Cc,
	 * In-Reply-To or References. */
	bool loose_date, loose_id, loose_to, loose_refs, loose_subject;
	struct dkim_keys wanted; /* checked here: keys to fetch, at most five */
};

struct mail_addr {
	struct span name; /* decoded display name */
	struct span addr; /* addr-spec, domain lower case */
};
struct mail_addrs {
	struct mail_addr *at;
	size_t n, cap;
};

struct attachment {
	struct span name; /* safe base name */
	struct span type; /* media type, lower case */
	uint64_t size;    /* decoded bytes */
};
struct attachments {
	struct attachment *at;
	size_t n, cap;
};

struct bounce {
	struct span recipient;
	struct span
		alias; /* where the host passed it on to, or what it was written to; "" = the same */
	struct span status;   /* RFC 3463, "5.1.1"; sisimai's x.0.9nn when no code was said */
	struct span reason;   /* one word, as sisimai's: "userunknown", "mailboxfull" */
	struct span said;     /* the server's words */
	bool address_invalid; /* the address is dead, as against full, refused by policy, later */
	bool failed;          /* Action: failed; false: delayed, delivered, absent, complained */
};
struct bounces {
	struct bounce *at;
	size_t n, cap;
};

/* A forwarded mail inside: the original sender and the original's own new text. */
struct forward {
	bool present;
	struct span from, from_name, subject, date, text;
};

/* Data of a person who asks for something: from a web form's "Label: value" lines or from free text.
 * Text of the forward when the mail is one, else the own text. */
struct request {
	bool is_form;      /* matched a form rule of config/forms */
	struct span rule;  /* that rule's name */
	bool named_source; /* the rule names this sender: anybody can write labels */
	bool intent;       /* a request phrase of config/phrases stands in it */
	struct span intent_line;
	struct span name, email, phone, company, tax_id, address, product, message;
};

enum answer_kind {
	ANSWER_NONE,
	ANSWER_ACCEPT,
	ANSWER_REFUSE,
	ANSWER_QUESTION,
	ANSWER_STOP, /* end a subscription */
	ANSWER_PAID, /* "am plătit" */
	ANSWER_UNSURE /* starts like an answer but carries a condition: "da, dar ...": a person reads it */
};
struct answer {
	enum answer_kind kind;
	struct span line; /* the line that was read so */
	/* ANSWER_UNSURE only for what is said below it (a condition, a question, a price): what the line
	 * says alone, and each line that raised the doubt. One that is our own mail's raises none. */
	enum answer_kind alone;
	struct spans doubts;
};

/* A word of a command line. Kinds overlap on purpose: text always holds what was written. */
enum token_kind {
	TOK_WORD,    /* anything else */
	TOK_NUMBER,  /* num: "2", "1,5", "-2" */
	TOK_MONEY,   /* money: "450 lei", "1.234,56 RON" (number and currency word are one token) */
	TOK_PERCENT, /* num: "10%", "21 %" */
	TOK_DATE,    /* day */
	TOK_REF, /* a document: letters then number, "FCT-0012", "FCT0012", and "PRF 31" when PRF is one of
		      * reader_config.series: fold, num */
	TOK_EMAIL,
	TOK_PHONE,
	TOK_CUI, /* "RO18547290" or "CUI 18547290" with a right check digit; text = digits, fold = "ro" or "" */
	TOK_IBAN,  /* text = compact, upper case */
	TOK_TIMES, /* "x", "×", "*" between numbers or words */
	TOK_COMMA,
	TOK_COLON,
	TOK_QUOTED /* text without the quote marks */
};
struct token {
	enum token_kind kind;
	struct span text;   /* as written */
	struct span fold;   /* utf8_fold of text; TOK_REF: the folded letters, e.g. "prf" */
	struct decimal num; /* of TOK_MONEY too: the amount before its currency */
	struct money money;
	struct day day;
	uint32_t begin,
		end; /* byte range in the line's text: words of a range as written, with their
			      * commas and brackets, are span_sub(line.text, first.begin, last.end - first.begin) */
};
struct tokens {
	struct token *at;
	size_t n, cap;
};
/* One line that may be a command. */
struct command_line {
	unsigned line_no; /* 1 = first line of the own text */
	struct span text; /* as written, trimmed */
	struct tokens tok;
};
struct command_lines {
	struct command_line *at;
	size_t n, cap;
};

/* One movement told by a bank's mail. */
struct notice {
	struct span bank;    /* rule name: file in config/banks */
	bool incoming;       /* false: money out */
	struct money amount; /* positive */
	struct day day;      /* DAY_NONE when not said */
	struct span payer, payer_iban /* or the account as printed */, payer_tax_id, details,
		bank_ref, account;
	struct span reference;     /* structured: "VS1234", "RF18..." */
	struct span kind;          /* the bank's word for it */
	struct span payer_account; /* as printed, blanks and all */
	int64_t fee;               /* minor units that the bank or processor says it keeps of it */
};
struct notices {
	struct notice *at;
	size_t n, cap;
	bool nothing; /* the bank's rule knows the mail: it tells of no movement */
};

/* What stands at a label of a bank's mail. */
struct guess_part {
	struct span field; /* what it is taken for: a name of bank_fields, "" = nothing */
	struct span label; /* as printed */
	struct span value;
	struct money amount; /* the value, when it reads as one; cur "" when not */
};
struct guess_places {
	uint32_t *at;
	size_t n, cap;
};
/* A bank's mail that no rule reads, read by words that such mails use: to be asked about, never believed. */
struct bank_guess {
	struct guess_part *at;
	size_t n, cap;
	struct notices told; /* none: there is no guess */
	struct span title;   /* folded: the line or label that mails of this form have in common */
	uint32_t seen;       /* words of direction in it: 1 in, 2 out */
	enum decimal_mark mark; /* how the amount is written */
	struct span text; /* the mail as wordings see it (sentence.h); "" = too long for one */
	struct guess_places
		told_at; /* where in `text` the line begins that each of told stands in */
	struct spans
		sums; /* as printed: which of them was paid cannot be told; told holds the first */
};

/* One movement of an account statement (statement.h). Whether it is ours, new and whose invoice it pays
 * is decided elsewhere. Texts are as the bank prints them, blanks run together. */
struct entry {
	struct day date; /* MT940: the date of :61:; CAMT, CSV: when it was booked */
	struct day value_date, entry_date; /* entry_date: MT940's second date */
	struct money amount;               /* + money in; cur "" when the file names none */
	struct span counterparty, account /* as printed */, iban /* account, when it is one */,
		tax_id;
	struct span reference; /* what a matcher looks at first */
	struct span purpose;   /* what the payer wrote, when that is more than `reference` */
	struct span text;      /* all that the bank says about it */
	struct span bank_ref;  /* the bank's own number of the movement */
	/* One payment of a batch: the number and the sum that the whole has, where the file tells it by its
	 * payments; "" = it is none. Another file may tell the batch as a whole. */
	struct span batch_ref;
	struct money batch;
	struct span end_to_end, kind /* the bank's code: "NTRF", "PMNT-RCDT-ESCT" */;
	struct span own_account; /* whose statement it is */
	struct span statement;   /* which statement of the file, as it names itself; "" = unnamed */
	uint32_t part;           /* ... and by its place: 0 or 1 = the first */
	struct span format;      /* "mt940", "mt942", "camt", "csv" */
	struct span file; /* the attachment or member that holds it; "" = the file that was read */
	struct span status;    /* "booked", "pending", "info" */
	struct money original; /* as ordered, in another currency; signed; cur "" = not told */
	int64_t fee;           /* minor units that the bank says it kept of it */
	bool reversal;         /* it undoes another movement; the sign is already right */
};
struct entry_list {
	struct entry *at;
	size_t n, cap;
};
/* Does opening + entries = closing hold, in every statement that has both? CUT: none has, and one ends before
 * its end. */
enum balances { BALANCES_NONE, BALANCES_OK, BALANCES_CUT, BALANCES_WRONG };

/* One mail, read. */
struct mail_fact {
	enum source_kind kind;
	enum mail_class class;
	struct span class_why;
	bool encrypted; /* S/MIME or PGP: the words are not there to be read */
	struct auth auth;

	struct mail_addr from; /* the first From mailbox */
	unsigned n_from;       /* mailboxes in all From headers: trusted only when 1 */
	struct mail_addrs to;  /* To, Cc, Delivered-To, X-Original-To */
	unsigned n_to_cc;      /* the first so many of them stand in To and Cc */
	struct span reply_to, subject, message_id; /* ids without <> */
	struct spans refs;       /* In-Reply-To, then References, newest first, at most 100 */
	int64_t date;            /* Date header as UTC seconds, 0 = none or impossible */
	struct span return_path; /* "<>" when null sender */

	struct sha256 content_key; /* Message-ID, From, Date, decoded text */
	struct span text;          /* visible text: what this sender wrote now */
	struct span text_after; /* lines of `text` after the command block (for MESAJ); "" = none */
	struct forward forward;
	struct attachments attachments;
	struct bounces bounces;
	struct spans bounced_ids; /* Message-IDs found in the returned original */

	struct request request;
	struct answer answer;
	struct command_lines
		lines; /* the command block: up to the first blank line after a command,
				     * greeting, signature or quote; at most 50 lines, and a 51st that
				     * reads "..." (no verb: the whole is refused) when there were more */
	struct notices notices;
	struct bank_guess guess;   /* when the bank's rules read no movement */
	struct entry_list entries; /* of statements: the file itself, or attached */
	struct spans warnings;     /* English, each with its line: what of them is doubtful */
	enum balances balances;
	bool wants_more;  /* of a file read in chunks: its rest is wanted (fact_reader_chunk) */
	struct span bank; /* bank rule whose sender matched, even when no notice was read */
};

/* What the National Bank of Romania published on a day: so many lei for one unit of the currency. It is
 * valid from the day after (Cod fiscal art. 290: the last rate communicated before the tax point). */
struct fx_rate {
	struct day day;
	char cur[4];
	struct decimal rate;
	bool staff; /* staff said so, where the Bank's word was missing */
};
struct fx_rates {
	struct fx_rate *at;
	size_t n, cap;
};

/* What a card processor says happened, from its API: payments over our links and what became of them. */
enum card_fact_kind {
	CARD_PAID,    /* money is there */
	CARD_PENDING, /* the client is through, the money is under way (bank debits and the like) */
	CARD_FAILED,  /* ... and will not come */
	CARD_REFUNDED, /* in all so much was given back */
	CARD_DISPUTED, /* the bank took it back, or asks */
	CARD_DISPUTE_WON,
	CARD_DISPUTE_LOST,
	CARD_PAYOUT,        /* what goes to our account in one line, for many payments, less fees */
	CARD_PAYOUT_FAILED, /* ... came back */
	CARD_FACT_KINDS
};
/* One of the movements that a payout sums up. */
struct card_entry {
	struct span id, kind; /* "charge", "refund", "adjustment", "stripe_fee", ... */
	struct span payment;  /* what it is of: a payment, a refund, a dispute; "" = none */
	struct money amount, fee, net;
};
struct card_entries {
	struct card_entry *at;
	size_t n, cap;
};
struct card_fact {
	enum card_fact_kind kind;
	struct span id;      /* of the telling: handled once */
	struct span link;    /* the payment link, "" = not over one of ours */
	struct span payment; /* the processor's id of the payment; of a payout its own */
	struct money amount; /* paid, refunded in all, disputed, paid out */
	struct money fee;    /* that the processor kept; no currency = not known yet */
	struct span payer, email;
	struct span
		object; /* the processor's id of a dispute, or of the charge that was refunded */
	struct span reason; /* of a dispute, in the processor's word */
	struct day day;     /* of a payout: when it is to be on the account; else DAY_NONE */
	int64_t at;         /* instant */
	struct card_entries entries; /* of a payout */
};
struct card_facts {
	struct card_fact *at;
	size_t n, cap;
};

#endif
