/* Answers that nobody wrote, told by their words where no header says so; used by mail_noise.c. */
#ifndef PLIC_MAIL_VACATION_H
#define PLIC_MAIL_VACATION_H

#include "arena.h"
#include "base.h"

/* Is it an out-of-office message or another automatic answer? subject, text: as they were written; answers: the
 * mail names one that it answers (In-Reply-To, References). A person who writes about leave, absence
 * or automatic doors is none. */
bool mail_is_vacation(struct arena *a, struct span subject, struct span text, bool answers);

#endif
