/* What a working plic holds: configuration, database, look, reader child, connections, back-offs.
 * One per process; `run`, `once` and `daily` share it. */
#ifndef PLIC_ENGINE_H
#define PLIC_ENGINE_H

#include "config.h"
#include "db.h"
#include "dns.h"
#include "decide.h"
#include "imap.h"
#include "login.h"
#include "look.h"
#include "preflight.h"
#include "reader.h"
#include "smtp.h"

#include <time.h>

/* Something outside is broken: tried again with growing pauses, said once at its start and its end. */
struct outage {
	bool on;
	int64_t next_ms; /* monotonic: not before this */
	int pause_ms;
};

/* What was told of a trouble (trouble.h); unknown at the start, when the database is asked. */
struct trouble_memory {
	bool known, told;
	int64_t since; /* 0 = all is well */
};

struct anaf_api;

/* Tax codes that the register is asked for before a decision is taken again. */
struct company_asks {
	size_t n;
	char cui[100][11];
	bool tried;
	bool owed; /* an invoice left without its answer */
};

struct engine {
	const struct config *cfg;
	struct db *db;
	struct arena *perm;  /* lives as long as the engine */
	struct arena *work;  /* emptied after each message and outbox row */
	struct arena *group; /* emptied after each group of messages */
	struct look *look;
	struct preflight preflight; /* of firm */
	struct reader_config *reader_cfg;
	struct reader *reader;
	int64_t bank_form;     /* the newest row of bank_form that the reader knows of */
	struct dns *dns;       /* NULL: no DKIM is checked here */
	struct span reply_key; /* the ring, newest first (key.h) */
	struct timespec key_made;
	struct firm firm; /* the configuration's, with the template set's hash and the banks */

	struct login login;
	struct imap *imap;
	struct why imap_why;   /* why the last session ended */
	int64_t imap_since_ms; /* monotonic: when this session began */
	bool imap_refused;     /* the outage is one of password or certificate */
	bool imap_waits;       /* nothing was asked of it: it idles, or polls */
	bool imap_polls;
	unsigned idle_broken; /* sessions in a row that ended in IDLE */
	struct trouble_memory trouble[TROUBLE_N];
	uint32_t uidvalidity, mark; /* mark: UIDs up to here are done */
	uint32_t uidnext;           /* what SELECT said: below it may lie many messages */
	uint32_t retry_uid,
		retry_last; /* begun by this process, ended with "try later": not counted again */
	struct outage imap_down, smtp_down, db_down, archive_down;
	struct outage keys_wait; /* mails wait in the inbox for their DKIM keys */
	struct outage rates_down;
	struct outage companies_down;        /* the register of taxpayers */
	struct company_asks companies_first; /* companies.h */
	struct day companies_day;            /* on this day all was asked */
	bool companies_more;                 /* something waits */
	struct outage cards_down;
	int64_t cards_next_ms; /* monotonic: when the card processor is asked again */
	/* ANAF: all its steps share the outage (the pace: call_gate.h). */
	struct anaf_api *anaf; /* NULL: not opened yet */
	struct outage anaf_down;
	bool anaf_seen;       /* it has answered this process */
	bool performs;        /* this process holds the lock: effects are its */
	struct day rates_day; /* on this day the exchange rates were all there */
	bool cards_failed;    /* a word of the processor could not be decided on at the last look */
	bool cards_refused;   /* the outage is one of the key */
	bool keys_counted;    /* in this round the pause has grown already */
	struct outage
		move_down; /* the server refuses moves (mailbox full): mail is read all the same */
	/* A fetch that broke: read one by one up to alone_until, and what fails on the same UID again
	 * and again is set aside unread, so that one mail never stops the others. */
	uint32_t alone_until, stuck_uid;
	int stuck_tries;
	bool fetch_broke;
	struct smtp *smtp;
	int64_t unnoted; /* outbox row whose SMTP answer the database could not take yet */
	struct smtp_result answer; /* that answer: lost, it would be a mail in doubt */
	bool over_cap;             /* mails wait for the hour to pass (mail.mails_per_hour) */

	int wake_fd, signal_fd; /* -1 = none */
	bool stop;
};

/* Load look, reader rules, key. RC_BAD_CONFIG names the file that is wrong. */
enum rc engine_open(const struct config *cfg, struct db *db, struct engine *ret,
		    struct why *reterr) MUST_CHECK;
void engine_close(struct engine *e);
/* Complete what load_reader gave by who we are: addresses, staff, series, whose word is believed. */
void engine_reader_config(const struct config *cfg, struct arena *a, struct reader_config *ret);
/* Read the reply keys again if `plic key rotate` has changed them. */
enum rc engine_keys(struct engine *e, struct why *reterr) MUST_CHECK;

/* An outage begins or goes on: double the pause (1 s to 5 min, at least `first_ms`); true when it just
 * began, so that it is said once. */
bool outage_hit(struct outage *o, int first_ms);
/* It is over; true when there was one. */
bool outage_over(struct outage *o);
bool outage_waits(const struct outage *o);
/* News for the service manager (sd_notify(3)), such as "WATCHDOG=1": after each mail and each turn, so that
 * what is slow is not taken for what hangs. Nobody listening is fine. */
void engine_tell(const char *news);

#endif
