-- Step 22: what replaces a rejected invoice and asks for another sum has a payment link of its own; the one before it stays
-- known, since money may still come over it. A key cannot be widened in place.
DROP TRIGGER pay_link_ends;
CREATE TABLE pay_link_wider (
	id       INTEGER PRIMARY KEY,
	document INTEGER NOT NULL REFERENCES document DEFERRABLE INITIALLY DEFERRED,
	revision INTEGER NOT NULL,                                      -- of the document, 1 = as it was first issued
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
	UNIQUE (document, revision),
	CHECK ((state = 'open' OR state = 'pending') <= (ref <> '' AND url <> ''))
) STRICT;
INSERT INTO pay_link_wider(document, revision, state, amount, currency, key, tries, sessions, ref, url, why, created)
	SELECT document, 1, state, amount, currency, key, tries, sessions, ref, url, why, created FROM pay_link ORDER BY document;
DROP TABLE pay_link;
ALTER TABLE pay_link_wider RENAME TO pay_link;
CREATE UNIQUE INDEX pay_link_ref ON pay_link(ref) WHERE ref <> '';
CREATE INDEX pay_link_state ON pay_link(state, id) WHERE state <> 'closed';
CREATE UNIQUE INDEX pay_link_alive ON pay_link(document)
	WHERE state = 'wanted' OR state = 'open' OR state = 'pending' OR state = 'reopening';

-- As 0012's.
CREATE TRIGGER pay_link_ends AFTER UPDATE OF state, open ON document
WHEN NEW.state <> 'issued' OR NEW.open <> OLD.open
BEGIN
	UPDATE pay_link SET state = iif(ref = '', 'closed', 'closing')
	WHERE document = NEW.id AND state <> 'closed';
END;
