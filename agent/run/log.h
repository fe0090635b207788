/* One event, one line, on stderr with the journal's "<3>".."<7>" prefix:
 *   <5>mail.handled uid=812 card=31 outcome=accept ms=14
 * Event names are a table (log_events.h), so that a misspelt one does not compile. Foreign text is
 * quoted and made printable; bodies, tokens and secrets are never logged. */
#ifndef PLIC_LOG_H
#define PLIC_LOG_H

#include "base.h"

enum log_level { LOG_ERR = 3, LOG_WARN = 4, LOG_NOTICE = 5, LOG_INFO = 6, LOG_DEBUG = 7 };

#define LOG_EVENTS(E)                                           \
	E(LE_START, "daemon.start", LOG_NOTICE)                 \
	E(LE_STOP, "daemon.stop", LOG_NOTICE)                   \
	E(LE_BUSY, "daemon.busy", LOG_ERR)                      \
	E(LE_MAIL_HANDLED, "mail.handled", LOG_NOTICE)          \
	E(LE_MAIL_LEFT, "mail.left", LOG_INFO)                  \
	E(LE_MAIL_QUARANTINED, "mail.quarantined", LOG_WARN)    \
	E(LE_MAIL_MOVED, "mail.moved", LOG_INFO)                \
	E(LE_MAIL_SENT, "mail.sent", LOG_NOTICE)                \
	E(LE_MAIL_REFUSED, "mail.refused", LOG_WARN)            \
	E(LE_MAIL_LATER, "mail.later", LOG_INFO)                \
	E(LE_MAIL_UNKNOWN, "mail.unknown", LOG_WARN)            \
	E(LE_MAIL_FOUND, "mail.found_sent", LOG_NOTICE)         \
	E(LE_MAIL_CAP, "mail.over_cap", LOG_ERR)                \
	E(LE_POSSIBLE_DOUBLE, "mail.possible_double", LOG_WARN) \
	E(LE_READER_DIED, "reader.died", LOG_WARN)              \
	E(LE_DNS_WAIT, "dns.wait", LOG_WARN)                    \
	E(LE_DNS_UP, "dns.up", LOG_NOTICE)                      \
	E(LE_IMAP_DOWN, "imap.down", LOG_WARN)                  \
	E(LE_IMAP_UP, "imap.up", LOG_NOTICE)                    \
	E(LE_IMAP_REFUSED, "imap.refused", LOG_ERR)             \
	E(LE_IMAP_DROPPED, "imap.dropped", LOG_INFO)            \
	E(LE_IMAP_POLLS, "imap.polls", LOG_WARN)                \
	E(LE_TOKEN_FRESH, "token.fresh", LOG_INFO)              \
	E(LE_TOKEN_REFUSED, "token.refused", LOG_ERR)           \
	E(LE_TROUBLE, "trouble", LOG_ERR)                       \
	E(LE_TROUBLE_OVER, "trouble.over", LOG_NOTICE)          \
	E(LE_UIDVALIDITY, "imap.uidvalidity", LOG_WARN)         \
	E(LE_SMTP_DOWN, "smtp.down", LOG_WARN)                  \
	E(LE_SMTP_UP, "smtp.up", LOG_NOTICE)                    \
	E(LE_DB_DOWN, "db.down", LOG_WARN)                      \
	E(LE_DB_UP, "db.up", LOG_NOTICE)                        \
	E(LE_DAILY, "daily.done", LOG_NOTICE)                   \
	E(LE_DAILY_STEP, "daily.step", LOG_INFO)                \
	E(LE_RATES, "rates.read", LOG_INFO)                     \
	E(LE_RATES_DOWN, "rates.down", LOG_WARN)                \
	E(LE_CARDS_LINK, "cards.link", LOG_INFO)                \
	E(LE_CARDS_HEARD, "cards.heard", LOG_NOTICE)            \
	E(LE_CARDS_REFUSED, "cards.no_link", LOG_WARN)          \
	E(LE_CARDS_DOWN, "cards.down", LOG_WARN)                \
	E(LE_CARDS_UP, "cards.up", LOG_NOTICE)                  \
	E(LE_COMPANIES, "companies.read", LOG_INFO)             \
	E(LE_COMPANIES_DOWN, "companies.down", LOG_WARN)        \
	E(LE_COMPANIES_UP, "companies.up", LOG_NOTICE)          \
	E(LE_RECEIVED, "received.kept", LOG_NOTICE)             \
	E(LE_RECEIVED_DOWN, "received.down", LOG_WARN)          \
	E(LE_FILING, "filing", LOG_NOTICE)                      \
	E(LE_FILING_REJECTED, "filing.rejected", LOG_WARN)      \
	E(LE_FILING_DOUBT, "filing.unknown", LOG_WARN)          \
	E(LE_SEAL_BAD, "seal.bad", LOG_WARN)                    \
	E(LE_ANAF_DOWN, "anaf.down", LOG_WARN)                  \
	E(LE_ANAF_UP, "anaf.up", LOG_NOTICE)                    \
	E(LE_RENDER_FAILED, "render.failed", LOG_ERR)           \
	E(LE_CONFIG, "config.wrong", LOG_ERR)                   \
	E(LE_FAILED, "failed", LOG_ERR)                         \
	E(LE_DEBUG, "debug", LOG_DEBUG)

enum log_event {
#define E(id, text, level) id,
	LOG_EVENTS(E)
#undef E
		LOG_EVENT_COUNT
};

const char *log_event_name(enum log_event e);
enum log_level log_event_level(enum log_event e);
/* Lines above this level are dropped (default LOG_INFO). */
void log_level(enum log_level max);
/* fmt gives the "key=value" part; foreign text goes through log_quote first. */
void log_say(enum log_event e, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* "..." with control bytes, quotes and backslashes made harmless, cut at 200 bytes, in one of eight
 * rotating buffers: use at once. */
const char *log_quote(struct span s);
const char *log_quote_str(const char *s);

#endif
