-- Step 12: paying by card.

-- The payment link of a document: one, asked of the processor before the document's first mail leaves.
CREATE TABLE pay_link (
	document INTEGER PRIMARY KEY REFERENCES document DEFERRABLE INITIALLY DEFERRED,
	state    TEXT NOT NULL CHECK (state = 'wanted' OR state = 'open' OR state = 'pending' OR
			state = 'closing' OR state = 'reopening' OR state = 'closed'),
	amount   INTEGER NOT NULL CHECK (amount > 0),
	currency TEXT NOT NULL,
	key      TEXT NOT NULL,                                         -- idempotency key of the next question: here first
	tries    INTEGER NOT NULL DEFAULT 1,                            -- keys used
	sessions INTEGER NOT NULL DEFAULT 1,                            -- how often a client may go through with it
	ref      TEXT NOT NULL DEFAULT '',                              -- the processor's id
	url      TEXT NOT NULL DEFAULT '',
	why      TEXT NOT NULL DEFAULT '',                              -- what was answered instead of a link
	created  INTEGER NOT NULL,                                      -- instant
	CHECK ((state = 'open' OR state = 'pending') <= (ref <> '' AND url <> ''))
) STRICT;
CREATE UNIQUE INDEX pay_link_ref ON pay_link(ref) WHERE ref <> '';
CREATE INDEX pay_link_state ON pay_link(state, document) WHERE state <> 'closed';

-- Whatever else settles, changes or withdraws a document, its link ends with it.
CREATE TRIGGER pay_link_ends AFTER UPDATE OF state, open ON document
WHEN NEW.state <> 'issued' OR NEW.open <> OLD.open
BEGIN
	UPDATE pay_link SET state = iif(ref = '', 'closed', 'closing')
	WHERE document = NEW.id AND state <> 'closed';
END;

-- What the processor told and was handled: its lists are read with an overlap.
CREATE TABLE card_seen (
	id TEXT PRIMARY KEY,                                            -- evt_..., cs_...
	at INTEGER NOT NULL                                             -- instant
) STRICT, WITHOUT ROWID;
CREATE INDEX card_seen_at ON card_seen(at);

-- What the processor pays out in one sum, and what it sums up.
CREATE TABLE card_payout (
	id       INTEGER PRIMARY KEY,
	ref      TEXT NOT NULL UNIQUE,                                  -- po_...
	amount   INTEGER NOT NULL,                                      -- net: what the bank's line says
	currency TEXT NOT NULL,
	arrival  TEXT,                                                  -- day
	failed   INTEGER NOT NULL DEFAULT 0 CHECK (failed IN (0, 1)),
	gross    INTEGER NOT NULL,                                      -- sum of its entries before fees
	fee      INTEGER NOT NULL,
	payment  INTEGER REFERENCES payment DEFERRABLE INITIALLY DEFERRED, -- the bank's line, NULL = not seen yet
	created  INTEGER NOT NULL                                       -- instant
) STRICT;
CREATE INDEX card_payout_amount ON card_payout(amount, currency) WHERE payment IS NULL;
CREATE INDEX card_payout_payment ON card_payout(payment) WHERE payment IS NOT NULL;
CREATE TABLE card_entry (
	ref     TEXT PRIMARY KEY,                                       -- txn_...
	payout  INTEGER NOT NULL REFERENCES card_payout DEFERRABLE INITIALLY DEFERRED,
	kind    TEXT NOT NULL,                                          -- 'charge', 'refund', 'stripe_fee'
	payment INTEGER REFERENCES payment DEFERRABLE INITIALLY DEFERRED, -- of ours, NULL = none
	amount  INTEGER NOT NULL,
	fee     INTEGER NOT NULL,
	net     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX card_entry_payout ON card_entry(payout);
CREATE INDEX card_entry_payment ON card_entry(payment) WHERE payment IS NOT NULL;
