/* What mail servers say, and the codes of RFC 3463, as reasons (mail_dsn_words.h). Order matters: the
 * first phrase that is found decides, so what is said about our own mail or host stands before what
 * is said about the address. */
#include "mail_dsn_words.h"
#include "span.h"

/* Folded phrases with "|" between them; one with "*" is found when its pieces follow each other. */
static const struct {
	enum dsn_reason reason;
	const char *phrases;
} words[] = {
	/* Who we are and how we send. */
	{ R_SPAM, "spam classification" },
	{ R_REQUIREPTR, "reverse dns|no rdns|ptr record|dns ptr|ptr resource record|"
			"mismatches client ip|cannot find your hostname|"
			"cannot resolve your address" },
	{ R_AUTHFAILURE, "dmarc|dkim| spf |spf record|unauthenticated email|"
			 "sender is unauthenticated|sender id|is not allowed to send" },
	{ R_BADREPUTATION, "reputation|user complaints|[tss0" },
	{ R_VIRUS, "virus|malware|infected" },
	{ R_BLOCKED, "after initial connection|blocked using|blocked by|block list|blocklist|"
		     "black list|dnsbl|spamhaus|spamcop|sorbs.net|barracudacentral|"
		     "invalid ip for sending|client host*rejected|bad sender ip|"
		     "your ip address|hosts with dynamic ip|refused to talk to me|"
		     "access denied. ip name" },
	{ R_HOSTUNKNOWN, "account or domain may not exist" },
	{ R_BLOCKED, "blacklist|greylist" },
	{ R_SPAM, "unsolicited|spam|junk mail|bulk mail" },
	{ R_SECURITY, "unauthenticated senders|smtp authentication|authentication required|"
		      "authentication is required|authrequired|must issue a starttls|"
		      "encryption required" },
	{ R_NOTCOMPLIANT, "multiple addresses in from|rfc 5322|rfc5322|rfc 2822|rfc2822|"
			  "duplicate header" },
	{ R_REJECTED, "sender address rejected|domain of sender address|sender domain|"
		      "unroutable sender|invalid sender|sender verify failed|"
		      "sender verification|sender rejected|from: domain is invalid|"
		      "not accepting mail from|members-only list|not allowed to post|"
		      "null sender|backscatter|not a member" },
	{ R_NORELAYING, "email address is not verified|relaying denied|relay access denied|"
			"unable to relay|relay not permitted|relaying not|we do not relay|"
			"not a gateway|allowed rcpthosts" },
	{ R_POLICY, "policy" },
	{ R_MAILBOXFULL, "mailbox size" },
	{ R_MESGTOOBIG, "message size exceeds|message too large|message too big|"
			"message is too large|exceeds maximum size|size limit" },
	{ R_TOOMANYCONN, "too many recipients|too many connections|too many concurrent|"
			 "maximum*connections" },
	{ R_SPEEDING, "sending*too fast|rate limit" },
	/* The address. "550 : User unknown" and the one after it are how Japanese carriers hide a filter. */
	{ R_FILTERED, "550 : user unknown|other mail system problem*unknown user|"
		      "not accept mail from you" },
	{ R_HASMOVED, "recipient*no longer on server|address*has moved|has been replaced by" },
	{ R_MAILBOXFULL,
	  "this account is over|mailbox full|mailbox is full|mailbox exceed|inbox is full|mailbox quota|mailbox has exceeded|"
	  "quota|insufficient storage for|too much mail stored|casuta*plina|"
	  "postkassen er fuld|postfach ist voll" },
	{ R_SYSTEMFULL, "insufficient system storage|insufficient disk space|disk full" },
	{ R_SUSPEND, "mailbox is frozen|mailbox temporarily disabled|account disabled|"
		     "mailbox disabled|is disabled|been disabled|disabled recipient|"
		     "disabled or discontinued|suspended|account is locked|temporarily locked|"
		     "is inactive|inactive user|deactivated|account is expired|account expired|"
		     "account has expired" },
	{ R_LOOP, "too many hops|mail loop|loops back to myself|routing loop" },
	{ R_USERUNKNOWN,
	  "user unknown|unknown user|recipient rejected|no account by that name|mail-box not found|"
	  "badrcptto|not a known user|"
	  "mailbox not available|no mail box available|no such user|no such mailbox|"
	  "no such recipient|no such person|no such address|no mailbox here|"
	  "no valid recipient|no matches to nameserver query|unknown recipient|"
	  "recipient unknown|invalid recipient|recipient not found|recipnotfound|"
	  "recipientnotfound|mailbox not found|mailbox unavailable|unknown mailbox|"
	  "invalid mailbox|unknown or illegal|unknown local|unknown address|"
	  "address unknown|user not found|user not known|not our customer|"
	  "not listed in|unknown in*table|recipient address rejected|"
	  "address rejected|bad destination|undeliverable address|"
	  "unrouteable address|unroutable address|invalid final delivery userid|"
	  "invalid address|did not exactly match|"
	  "does not have a final email delivery point|wrong or no longer valid|"
	  "no longer available|no longer valid|is not known at this site|"
	  "name is not recognized|recipient name is not|"
	  "not found by smtp address lookup|not listed*directory" },
	{ R_HOSTUNKNOWN, "host unknown|unknown host|host not found" },
	{ R_NETWORKERROR, "domain not found|dns error" },
	{ R_HOSTUNKNOWN, "no such domain|unknown domain|domain does not exist|domain is not known|"
			 "name or service not known|no mail exchange|couldn't find any host" },
	{ R_NOTACCEPT, "nullmx|null mx|does not accept mail" },
	{ R_USERUNKNOWN, "does not like recipient|user doesn't have|doesn't have a*account|"
			 "does not exist|doesn't exist|couldn't be found|could not be found|"
			 "wasn't found|was not found|nu exista|nu a fost gasit|findes ikke|"
			 "ukendt modtager|existiert nicht|unbekannt|n'existe pas|no existe|"
			 "nao existe|non esiste|bestaat niet|nie istnieje|address not found|"
			 "ディレクトリには見つか" },
	/* The way. */
	{ R_SYSTEMERROR, "ldap|local configuration error" },
	{ R_MAILERERROR, "unknown mailer error|command died|command output|exec /|procmail|"
			 "pipe to |" },
	{ R_SYNTAX, "bad sequence of commands|improper sequence of commands|syntax error|"
		    "command unrecognized" },
	{ R_NETWORKERROR, "network error|dns query failed|dns lookup fail" },
	{ R_CONTENTERROR, "conversion*prohibited|content rejected|attachment*not" },
	{ R_EXPIRED, "have been failing|expired|timed out|time out|connection refused|"
		     "did not accept our requests to connect|not reachable|too long*queue|"
		     "queue too long|still undelivered|could not be delivered for more than|"
		     "will be retried|continue trying|delayed" },
};

/* Codes that leave no room for words, then those that are asked when the words say nothing. "*" at the
 * end is any detail. */
struct code {
	const char *status; /* without its class */
	enum dsn_reason reason;
};
static const struct code strong_codes[] = {
	{ ".1.6", R_HASMOVED },     { ".2.2", R_MAILBOXFULL },  { ".2.3", R_EXCEEDLIMIT },
	{ ".3.4", R_MESGTOOBIG },   { ".7.13", R_SUSPEND },     { ".7.17", R_HASMOVED },
	{ ".7.18", R_HASMOVED },    { ".7.20", R_AUTHFAILURE }, { ".7.21", R_AUTHFAILURE },
	{ ".7.22", R_AUTHFAILURE }, { ".7.23", R_AUTHFAILURE }, { ".7.24", R_AUTHFAILURE },
	{ ".7.25", R_REQUIREPTR },  { ".7.26", R_AUTHFAILURE }, { ".7.27", R_NOTACCEPT },
	{ ".1.7", R_REJECTED },     { ".1.8", R_REJECTED },
};
static const struct code weak_codes[] = {
	{ ".1.1", R_USERUNKNOWN }, { ".1.0", R_USERUNKNOWN }, { ".1.2", R_HOSTUNKNOWN },
	{ ".1.3", R_USERUNKNOWN }, { ".1.4", R_FILTERED },    { ".1.10", R_NOTACCEPT },
	{ ".1.*", R_USERUNKNOWN }, { ".2.*", R_FILTERED },    { ".3.1", R_SYSTEMFULL },
	{ ".3.2", R_SYSTEMERROR }, { ".3.*", R_SYSTEMERROR }, { ".4.1", R_EXPIRED },
	{ ".4.0", R_EXPIRED },     { ".4.3", R_SYSTEMERROR }, { ".4.4", R_HOSTUNKNOWN },
	{ ".4.5", R_SYSTEMFULL },  { ".4.7", R_EXPIRED },     { ".4.*", R_NETWORKERROR },
	{ ".5.2", R_SYNTAX },      { ".5.3", R_TOOMANYCONN }, { ".5.6", R_SYNTAX },
	{ ".5.1", R_SYNTAX },      { ".5.4", R_SYSTEMERROR }, { ".6.*", R_CONTENTERROR },
	{ ".7.*", R_SECURITY },
};

/* The pieces of pattern between its "*", in their order. */
static bool matches(struct span s, struct span pattern)
{
	struct span piece;
	size_t at = 0;

	while (span_next_part(&pattern, '*', &piece)) {
		at = span_find(s, piece, at);
		if (at == SIZE_MAX)
			return false;
		at += piece.len;
	}
	return true;
}

enum dsn_reason dsn_reason_by_words(struct span folded)
{
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		struct span rest = span_of(words[i].phrases), one;

		while (span_next_part(&rest, '|', &one)) {
			if (matches(folded, one))
				return words[i].reason;
		}
	}
	return R_UNDEFINED;
}

static enum dsn_reason by_code(struct span status, const struct code *list, size_t n)
{
	for (size_t i = 0; status.len > 1 && i < n; i++) {
		struct span want = span_of(list[i].status), have = span_from(status, 1);
		bool any = span_ends(want, S("*"));

		if (any ? span_starts(have, span_sub(want, 0, want.len - 1)) : span_eq(have, want))
			return list[i].reason;
	}
	return R_UNDEFINED;
}

enum dsn_reason dsn_reason_by_strong_code(struct span status)
{
	return by_code(status, strong_codes, ARRAY_LEN(strong_codes));
}

enum dsn_reason dsn_reason_by_code(struct span status)
{
	return by_code(status, weak_codes, ARRAY_LEN(weak_codes));
}
