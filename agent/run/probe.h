/* Does what the configuration names work? For check and init. */
#ifndef PLIC_PROBE_H
#define PLIC_PROBE_H

#include "config.h"

/* One line per thing tried, for people. */
typedef void probe_say_fn(void *ctx, bool ok, const char *what, const char *why);

/* Templates, rules, IMAP (login, folder), SMTP (login). RC_RETRY or RC_BAD_CONFIG when one failed. */
enum rc probe_files(const struct config *cfg, probe_say_fn *say, void *ctx) MUST_CHECK;
enum rc probe_connections(const struct config *cfg, probe_say_fn *say, void *ctx) MUST_CHECK;

#endif
