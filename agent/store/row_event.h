/* The card's story: append only. */
#ifndef PLIC_ROW_EVENT_H
#define PLIC_ROW_EVENT_H

#include "rows.h"

struct row_event {
	struct card_event event;
	int64_t id, at; /* at: instant */
};
struct row_events {
	struct row_event *at;
	size_t n, cap;
};
enum rc row_event_append(struct tx *tx, struct arena *a, const struct card_event *ev, int64_t now,
			 struct why *reterr) MUST_CHECK;
/* Newest first. */
enum rc row_event_of_card(struct tx *tx, struct arena *a, int64_t card, unsigned limit,
			  struct row_events *ret, struct why *reterr) MUST_CHECK;

#endif
