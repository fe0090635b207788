/* A new reader child, not yet configured. */
#ifndef PLIC_READER_SPAWN_H
#define PLIC_READER_SPAWN_H

#include "reader.h"

#include <sys/types.h>

/* fd: our end of its socket; blocking calls on it give up after a second, so that deadlines are looked
 * at. RC_RETRY: no process. */
enum rc reader_spawn(pid_t *ret_pid, int *ret_fd, struct why *reterr) MUST_CHECK;
/* What a wait status says of its end, in words: in room, or for good. */
const char *reader_end_text(int status, enum reader_end *ended, char *room, size_t size);

#endif
