/* Answers that nobody wrote, told by their words where no header says so; used by mail_noise.c. */
#ifndef PLIC_MAIL_VACATION_H
#define PLIC_MAIL_VACATION_H

#include "arena.h"
#include "base.h"

/* Is it an out-of-office message or another automatic answer? A person who writes about leave, absence or
 * automatic doors is none. By its subject, as it was written; answers: the mail names one that it
 * answers (In-Reply-To, References). */
enum vacation {
	VACATION_NO,
	VACATION_IF_NOTE, /* when its text is an absence note: words follow the title, or it answers */
	VACATION_SURE
};
enum vacation mail_vacation_title(struct arena *a, struct span subject, bool answers);
/* Is the text, as it was written, an absence note or a program's own words about itself? */
bool mail_vacation_note(struct arena *a, struct span text);

#endif
