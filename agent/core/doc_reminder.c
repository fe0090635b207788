/* Reminder letter. Reminders go as mails (decide_reminders.c); the letter is for those who print. */
#include "doc_type.h"

const struct doc_type doc_reminder = {
	.kind = DOC_REMINDER,
	.say = TX("flow.doc.reminder"),
	.say_draft = TX("flow.doc.reminder"),
};
