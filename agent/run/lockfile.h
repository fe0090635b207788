/* One performer of effects: the holder of the lock file. Others that commit wake it by a datagram. */
#ifndef PLIC_LOCKFILE_H
#define PLIC_LOCKFILE_H

#include "config.h"

/* Take the lock of the data folder (kept until the process ends). RC_RETRY: another plic holds it;
 * reterr names its process id. */
enum rc lockfile_take(const struct config *cfg, struct why *reterr) MUST_CHECK;
/* The socket on which others say "there is work". */
enum rc wake_listen(const struct config *cfg, int *ret_fd, struct why *reterr) MUST_CHECK;
/* Tell the daemon, if one listens; nobody there is fine. */
void wake_send(const struct config *cfg);

#endif
