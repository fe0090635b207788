/* Answers of Stripe's API: JSON to facts. Names and shapes: docs.stripe.com/api (2025-11-17.clover); an
 * event's object has the shape of the account's own version, so that only fields that all have are read.
 * Pure; every function gives RC_BAD_INPUT, and nothing, for what is no such object. */
#ifndef PLIC_STRIPE_H
#define PLIC_STRIPE_H

#include "arena.h"
#include "buf.h"
#include "fact.h"

#define STRIPE_VERSION   "2025-11-17.clover"
#define STRIPE_BYTES_MAX (8u << 20) /* a page of 100 events is 0.5 MB */

/* {"error": {...}} */
struct stripe_error {
	struct span type, code,
		message; /* "invalid_request_error", "resource_missing"; "" = not said */
};
enum rc stripe_read_error(struct arena *a, struct span json, struct stripe_error *ret,
			  struct why *reterr) MUST_CHECK;
/* A payment link: its id and https address. */
enum rc stripe_read_link(struct arena *a, struct span json, struct span *ret_id,
			 struct span *ret_url, struct why *reterr) MUST_CHECK;

/* "&types[]=..." of all the events that say something to us, for a question's query. */
void stripe_add_types(struct buf *b);
/* One page of a list. */
struct stripe_page {
	bool more;        /* there are others after `last` */
	struct span last; /* id of the page's last object, known to us or not */
};
/* Events, added to ret in the page's order (newest first); those that say nothing to us are left out. */
enum rc stripe_read_events(struct arena *a, struct span json, struct card_facts *ret,
			   struct stripe_page *page, struct why *reterr) MUST_CHECK;
/* Checkout sessions, the same: what a link's events would have told, when they are gone. */
enum rc stripe_read_sessions(struct arena *a, struct span json, struct card_facts *ret,
			     struct stripe_page *page, struct why *reterr) MUST_CHECK;
/* A payment intent with latest_charge.balance_transaction expanded: the fee; no currency: none booked yet. */
enum rc stripe_read_fee(struct arena *a, struct span json, struct money *ret,
			struct why *reterr) MUST_CHECK;
/* Balance transactions with source expanded. The payout's own row is left out. */
enum rc stripe_read_entries(struct arena *a, struct span json, struct card_entries *ret,
			    struct stripe_page *page, struct why *reterr) MUST_CHECK;
/* Stripe's amount of a currency as ours: it counts ISK and UGX in hundredths of what ISO 4217 has.
 * RC_BAD_INPUT: no currency, or not whole. */
enum rc stripe_money(int64_t amount, struct span currency, struct money *ret) MUST_CHECK;
/* ... and back: what to send. */
int64_t stripe_amount(struct money m);

#endif
