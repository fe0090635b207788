/* What a card is about, for who reads of it: what was offered or billed, and before that its title. */
#include "flow.h"

struct value *card_sold(const struct state *s, const struct card *card)
{
	for (size_t i = s->documents.n; i-- > 0;) {
		const struct document *d = s->documents.at[i];

		if (d->card == card->id && d->snap && d->snap->lines.n > 0)
			return snapshot_title(s->a, d->snap);
	}
	for (size_t i = s->subscriptions.n; card->product == 0 && i-- > 0;) {
		const struct subscription *sub = s->subscriptions.at[i];

		if (sub->card == card->id && sub->template_ && sub->template_->lines.n > 0)
			return snapshot_title(s->a, sub->template_);
	}
	return value_text(s->a, card->title);
}
