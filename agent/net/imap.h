/* One IMAP session on one mailbox (RFC 3501, 2177, 6851, 4315, 6154), by libetpan over our own
 * verified GnuTLS stream. After NET_DOWN the session is gone: imap_close and connect again. */
#ifndef PLIC_IMAP_H
#define PLIC_IMAP_H

#include "arena.h"
#include "day.h"
#include "net.h"

struct imap;

enum rc imap_open(const struct net_account *acc, struct imap **ret, enum net_fail *fail,
		  struct why *reterr) MUST_CHECK;
void imap_close(struct imap *m); /* LOGOUT if it can be said quickly; NULL is fine */

struct imap_box {
	uint32_t uidvalidity, uidnext, exists;
};
enum rc imap_select(struct imap *m, const char *box, struct imap_box *ret, enum net_fail *fail,
		    struct why *reterr) MUST_CHECK;
/* Make the folders that are missing (names use "/"; the server's separator and prefix are put in),
 * subscribe them. */
enum rc imap_ensure_folders(struct imap *m, const char *const *names, size_t n, enum net_fail *fail,
			    struct why *reterr) MUST_CHECK;

struct imap_head {
	uint32_t uid, size;
	int64_t internal_date;
};
struct imap_mail {
	uint32_t uid, size;
	int64_t internal_date;
	struct span raw; /* "" when over the limit */
};
/* UID and size of at most max messages with UID >= first, and <= last unless that is 0, ascending. On
 * failure *ret_n is 0, or the UIDs alone are given: those whose sizes the server could not tell. */
enum rc imap_list(struct imap *m, struct arena *a, uint32_t first, uint32_t last, size_t max,
		  struct imap_head **ret, size_t *ret_n, enum net_fail *fail,
		  struct why *reterr) MUST_CHECK;
/* The bodies (BODY.PEEK[], \Seen untouched) of the UIDs given, which the caller caps by bytes. A
 * vanished UID is missing from the result. */
enum rc imap_fetch(struct imap *m, struct arena *a, const uint32_t *uid, size_t n,
		   struct imap_mail **ret, size_t *ret_n, enum net_fail *fail,
		   struct why *reterr) MUST_CHECK;
/* The lowest UID of what the mailbox took on that day or later; 0 = there is none. */
enum rc imap_first_since(struct imap *m, struct day day, uint32_t *ret, enum net_fail *fail,
			 struct why *reterr) MUST_CHECK;
/* Only the first `bytes` of one message: for what is over the limit. */
enum rc imap_fetch_head(struct imap *m, struct arena *a, uint32_t uid, uint32_t bytes,
			struct span *ret, enum net_fail *fail, struct why *reterr) MUST_CHECK;
/* Move in one command; UID MOVE, else COPY + \Deleted + UID EXPUNGE, else COPY and the keyword
 * $PlicHandled. A UID that is gone already is success. */
enum rc imap_move(struct imap *m, const uint32_t *uid, size_t n, const char *folder,
		  enum net_fail *fail, struct why *reterr) MUST_CHECK;
/* Is there a message with this Message-ID in the folder? Selects it read-only, then `back` again. */
enum rc imap_has_message_id(struct imap *m, const char *folder, const char *message_id,
			    const char *back, bool *ret, enum net_fail *fail,
			    struct why *reterr) MUST_CHECK;
/* Store a copy of a sent mail with \Seen. The folder with \Sent, or `folder`. */
enum rc imap_append_sent(struct imap *m, const char *folder, struct span raw, enum net_fail *fail,
			 struct why *reterr) MUST_CHECK;
/* The special-use \Sent folder's name, or NULL. */
const char *imap_sent_folder(const struct imap *m);

/* Wait for news. *ret_event: new mail may be there (or anything untagged); *ret_wake: wake_fd became
 * readable. Neither: the time is over (the caller's timers). Returns early and true once data already
 * lies in the buffers. Renews nothing itself: the caller calls again; max_ms <= 540000. Without IDLE it
 * waits for wake_fd up to acc->poll_s and then says event. */
enum rc imap_wait(struct imap *m, const int *wake_fd, size_t n_wake, int max_ms, bool *ret_event,
		  bool *ret_wake, enum net_fail *fail, struct why *reterr) MUST_CHECK;
/* After NET_DOWN: it was IDLE that broke. A server or a firewall may be unable to do it; after several in a
 * row the caller lets its new session poll. */
bool imap_idle_broke(const struct imap *m);
void imap_poll_instead(struct imap *m);

#endif
