-- Events that wait until a document is fit to leave are questions too. A CHECK cannot be widened in place.
CREATE TABLE question_wider (
	id           INTEGER PRIMARY KEY,
	kind         TEXT NOT NULL CHECK (kind IN ('preview', 'product', 'payment', 'client_question',
		'confirm_accept', 'periods', 'held', 'confirm_staff')),
	state        TEXT NOT NULL CHECK (state IN ('open', 'done', 'declined', 'expired')),
	card         INTEGER REFERENCES card DEFERRABLE INITIALLY DEFERRED,
	payment      INTEGER REFERENCES payment DEFERRABLE INITIALLY DEFERRED,
	document     INTEGER REFERENCES document DEFERRABLE INITIALLY DEFERRED,
	subscription INTEGER REFERENCES subscription DEFERRABLE INITIALLY DEFERRED,
	asked        TEXT NOT NULL DEFAULT '',                          -- address; '' = all staff
	created      INTEGER NOT NULL,                                  -- instant
	expires      INTEGER NOT NULL DEFAULT 0,                        -- instant, 0 = never
	shown        TEXT NOT NULL DEFAULT '',                          -- hash of what was shown
	data         TEXT,                                              -- JSON: candidates, lines, event
	answered_by  TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO question_wider SELECT id, kind, state, card, payment, document, subscription, asked, created, expires,
	shown, data, answered_by FROM question;
DROP TABLE question;
ALTER TABLE question_wider RENAME TO question;
CREATE INDEX question_open ON question(state) WHERE state = 'open';
CREATE INDEX question_expires ON question(expires) WHERE state = 'open' AND expires > 0;
CREATE INDEX question_card ON question(card) WHERE card IS NOT NULL;
CREATE INDEX question_payment ON question(payment) WHERE payment IS NOT NULL;
CREATE INDEX question_document ON question(document) WHERE document IS NOT NULL;
CREATE INDEX question_subscription ON question(subscription) WHERE subscription IS NOT NULL;
-- How often somebody was asked today whether a mail was theirs.
CREATE INDEX question_confirm_staff ON question(asked, created) WHERE kind = 'confirm_staff';
