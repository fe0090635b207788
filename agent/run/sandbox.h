/* What the reader child may still do. Two steps, because compiling patterns with JIT and warming
 * charsets need what is then taken away. */
#ifndef PLIC_SANDBOX_H
#define PLIC_SANDBOX_H

#include "base.h"

/* First, before any hostile byte: memory (not under AddressSanitizer), processor time, no new files
 * written, no core, no processes. RC_RETRY: the kernel refuses. */
enum rc sandbox_limit(struct why *reterr) MUST_CHECK;
/* Then, for good: no new file descriptors, no new privileges, landlock without any path where the
 * kernel has it, and a seccomp filter that kills on everything but reading and writing open
 * descriptors, plain memory, time and exit. RC_BAD_CONFIG: the filter cannot be loaded; the caller
 * must not read mail. */
enum rc sandbox_seal(struct why *reterr) MUST_CHECK;

/* Built with AddressSanitizer: its reports need stderr, its shadow needs memory. */
bool sandbox_sanitized(void);

/* Seconds of processor time after which the kernel ends the child. */
#define SANDBOX_CPU_S 60

#endif
