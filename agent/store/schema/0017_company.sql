-- Step 17: ANAF's register of taxpayers: what it said of a company, and what staff were told of it.

CREATE TABLE company (
	cui           TEXT PRIMARY KEY,                          -- digits
	asked         TEXT NOT NULL,                             -- the day it is as of
	found         INTEGER NOT NULL CHECK (found IN (0, 1)),  -- 0 = the register does not have it
	name          TEXT NOT NULL DEFAULT '',
	reg_no        TEXT NOT NULL DEFAULT '',
	street        TEXT NOT NULL DEFAULT '',
	city          TEXT NOT NULL DEFAULT '',
	county        TEXT NOT NULL DEFAULT '',
	postcode      TEXT NOT NULL DEFAULT '',
	vat           INTEGER NOT NULL DEFAULT 0 CHECK (vat IN (0, 1)),
	on_collection INTEGER NOT NULL DEFAULT 0 CHECK (on_collection IN (0, 1)),
	inactive      INTEGER NOT NULL DEFAULT 0 CHECK (inactive IN (0, 1)),
	struck_off    TEXT                                       -- day, NULL = it is not
) STRICT;

CREATE TABLE company_note (
	client   INTEGER PRIMARY KEY REFERENCES client DEFERRABLE INITIALLY DEFERRED,
	wanted   INTEGER NOT NULL CHECK (wanted IN (0, 1)),      -- a new tax code, and data lack
	told     TEXT NOT NULL DEFAULT '',                       -- hash of what the register said then
	question INTEGER REFERENCES question DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX company_note_wanted ON company_note(client) WHERE wanted = 1;
CREATE INDEX company_note_question ON company_note(question) WHERE question IS NOT NULL;

-- By whatever way a client gets a tax code: a command, a form, a request, an import.
CREATE TRIGGER company_wanted AFTER INSERT ON client
WHEN length(NEW.tax_id) BETWEEN 2 AND 10 AND NEW.tax_id NOT GLOB '*[^0-9]*' AND NEW.country IN ('', 'RO')
	AND (NEW.street = '' OR NEW.city = '' OR NEW.county = '')
BEGIN
	INSERT INTO company_note(client, wanted) VALUES(NEW.id, 1);
END;
CREATE TRIGGER company_wanted_too AFTER UPDATE OF tax_id ON client
WHEN NEW.tax_id <> OLD.tax_id
	AND length(NEW.tax_id) BETWEEN 2 AND 10 AND NEW.tax_id NOT GLOB '*[^0-9]*' AND NEW.country IN ('', 'RO')
	AND (NEW.street = '' OR NEW.city = '' OR NEW.county = '')
BEGIN
	INSERT INTO company_note(client, wanted) VALUES(NEW.id, 1)
		ON CONFLICT(client) DO UPDATE SET wanted = 1, told = '';
END;

-- Whose invoice may be issued next.
CREATE INDEX document_draft_invoice ON document(client) WHERE kind = 'invoice' AND state = 'draft';
CREATE INDEX document_live_proforma ON document(client) WHERE kind = 'proforma' AND state = 'issued';

-- What the register says is put to staff as a question. A CHECK cannot be widened in place.
CREATE TABLE question_wider (
	id           INTEGER PRIMARY KEY,
	kind         TEXT NOT NULL CHECK (kind IN ('preview', 'product', 'payment', 'client_question',
		'confirm_accept', 'periods', 'held', 'confirm_staff', 'company')),
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
