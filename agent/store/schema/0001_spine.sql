-- Step 1: the spine. What a firm's back office must remember.
--
-- Days are 'YYYY-MM-DD' in Europe/Bucharest, NULL = none. Instants are UTC seconds since 1970.
-- Amounts are minor units of the row's currency. Enums are words, held by CHECKs; the C side is in
-- names.c. They spell OR out: for IN with three words or more SQLite builds a table at every write.
-- *_fold columns hold text folded for comparison (case, diacritics). Ids of 0 are NULL.
-- Foreign keys are deferred: rows of one decision may be written in any order. Every referring column
-- has an index, because SQLite looks for orphans by it when a parent comes after its children.

CREATE TABLE client (
	id             INTEGER PRIMARY KEY,
	name           TEXT NOT NULL,
	name_fold      TEXT NOT NULL,
	company        INTEGER NOT NULL CHECK (company IN (0, 1)),      -- legal person
	tax_id         TEXT NOT NULL DEFAULT '',                        -- digits of the CUI
	vat_registered INTEGER NOT NULL DEFAULT 0 CHECK (vat_registered IN (0, 1)),
	reg_no         TEXT NOT NULL DEFAULT '',                        -- J40/...
	street         TEXT NOT NULL DEFAULT '',
	city           TEXT NOT NULL DEFAULT '',
	county         TEXT NOT NULL DEFAULT '',                        -- 'B', 'CJ'
	postcode       TEXT NOT NULL DEFAULT '',
	country        TEXT NOT NULL DEFAULT '',                        -- ISO 3166 alpha-2
	email          TEXT NOT NULL DEFAULT '',                        -- where we write to
	email_fold     TEXT NOT NULL DEFAULT '',
	phone          TEXT NOT NULL DEFAULT '',
	contact        TEXT NOT NULL DEFAULT '',                        -- person
	iban           TEXT NOT NULL DEFAULT '',                        -- compact; known to pay from
	bank           TEXT NOT NULL DEFAULT '',
	lang           TEXT NOT NULL DEFAULT 'ro',
	address        TEXT NOT NULL DEFAULT 'ok' CHECK (address = 'ok' OR address = 'suspect' OR
			address = 'dead'),
	credit         INTEGER NOT NULL DEFAULT 0,                      -- overpaid, not allocated
	credit_cur     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX client_email ON client(email_fold) WHERE email_fold <> '';
CREATE INDEX client_host ON client(substr(email, instr(email, '@') + 1));
CREATE INDEX client_tax_id ON client(tax_id) WHERE tax_id <> '';
CREATE INDEX client_iban ON client(iban) WHERE iban <> '';
CREATE INDEX client_name ON client(name_fold);

-- The price list.
CREATE TABLE product (
	id          INTEGER PRIMARY KEY,
	name        TEXT NOT NULL,
	fold        TEXT NOT NULL,                                      -- utf8_fold(name)
	synonyms    TEXT NOT NULL DEFAULT '',                           -- joined by '; '
	description TEXT NOT NULL DEFAULT '',
	unit        TEXT NOT NULL DEFAULT '',
	pipeline    TEXT NOT NULL DEFAULT '',
	vat         TEXT NOT NULL DEFAULT '',                           -- name in config/vat.conf
	price       INTEGER NOT NULL,                                   -- without VAT; / 10^scale
	price_scale INTEGER NOT NULL CHECK (price_scale BETWEEN 0 AND 6),
	currency    TEXT NOT NULL,
	active      INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX product_fold ON product(fold);

-- One opportunity of one client; its id is the number that people see, "[C-1042]".
CREATE TABLE card (
	id             INTEGER PRIMARY KEY,
	client         INTEGER NOT NULL REFERENCES client DEFERRABLE INITIALLY DEFERRED,
	pipeline       TEXT NOT NULL,                                   -- config/pipelines
	stage          TEXT NOT NULL,
	title          TEXT NOT NULL DEFAULT '',
	product        INTEGER REFERENCES product DEFERRABLE INITIALLY DEFERRED,
	opened         TEXT,                                            -- day
	closed         INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
	thread_subject TEXT NOT NULL DEFAULT '',                        -- client's first mail
	thread_id      TEXT NOT NULL DEFAULT ''                         -- its Message-ID
) STRICT;
CREATE INDEX card_client ON card(client);
CREATE INDEX card_client_open ON card(client) WHERE closed = 0;
CREATE INDEX card_open ON card(closed) WHERE closed = 0;
CREATE INDEX card_thread ON card(thread_id) WHERE thread_id <> '';
CREATE INDEX card_opened ON card(opened);
CREATE INDEX card_product ON card(product) WHERE product IS NOT NULL;

-- Recurring invoices.
CREATE TABLE subscription (
	id          INTEGER PRIMARY KEY,
	card        INTEGER NOT NULL REFERENCES card DEFERRABLE INITIALLY DEFERRED,
	client      INTEGER NOT NULL REFERENCES client DEFERRABLE INITIALLY DEFERRED,
	unit        TEXT NOT NULL CHECK (unit = 'day' OR unit = 'week' OR unit = 'month' OR
			unit = 'quarter' OR unit = 'half' OR unit = 'year'),
	every       INTEGER NOT NULL CHECK (every > 0),                 -- every so many units
	anchor      TEXT NOT NULL,                                      -- day on which period 0 begins
	until       TEXT,                                               -- last day a period may begin
	next_period INTEGER NOT NULL CHECK (next_period >= 0),          -- index of the next to bill
	next_due    TEXT,                                               -- the day on which it begins
	paused      INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
	stopped     INTEGER NOT NULL DEFAULT 0 CHECK (stopped IN (0, 1)),
	template    TEXT,                                               -- JSON snapshot: lines, currency
	once        TEXT                                                -- JSON snapshot: one-off lines
) STRICT;
CREATE INDEX subscription_card ON subscription(card);
CREATE INDEX subscription_client ON subscription(client);
CREATE INDEX subscription_due ON subscription(next_due)
	WHERE stopped = 0 AND paused = 0 AND next_due IS NOT NULL;

-- Documents. From the moment one leaves 'draft' its content is frozen (triggers below).
CREATE TABLE document (
	id            INTEGER PRIMARY KEY,
	kind          TEXT NOT NULL CHECK (kind = 'offer' OR kind = 'proforma' OR
			kind = 'contract' OR kind = 'pv' OR kind = 'invoice' OR kind = 'storno' OR
			kind = 'receipt' OR kind = 'statement' OR kind = 'reminder'),
	state         TEXT NOT NULL CHECK (state = 'draft' OR state = 'issued' OR
			state = 'accepted' OR state = 'refused' OR state = 'expired' OR
			state = 'cancelled' OR state = 'reversed'),
	card          INTEGER REFERENCES card DEFERRABLE INITIALLY DEFERRED,
	client        INTEGER NOT NULL REFERENCES client DEFERRABLE INITIALLY DEFERRED,
	series        TEXT NOT NULL DEFAULT '',                         -- prefix
	series_fold   TEXT NOT NULL DEFAULT '',
	number        INTEGER CHECK (number > 0),                       -- NULL = not numbered
	label         TEXT NOT NULL DEFAULT '',                         -- 'PRF 0031'
	issue         TEXT,                                             -- day
	due           TEXT,                                             -- day: pay by, valid until
	currency      TEXT NOT NULL DEFAULT '',
	total         INTEGER NOT NULL,                                 -- BT-112
	payable       INTEGER NOT NULL,                                 -- BT-115 = total - prepaid
	open          INTEGER NOT NULL,                                 -- still to pay
	ref           INTEGER REFERENCES document DEFERRABLE INITIALLY DEFERRED,
	subscription  INTEGER REFERENCES subscription DEFERRABLE INITIALLY DEFERRED,
	period        INTEGER,                                          -- index; NULL = none
	reminders     INTEGER NOT NULL DEFAULT 0,                       -- sent; 3 = staff told
	reminded      TEXT,                                             -- day of the last one
	snoozed       TEXT,                                             -- none before this day
	snapshot_hash BLOB NOT NULL CHECK (length(snapshot_hash) = 32), -- SHA-256 of snapshot
	snapshot      TEXT NOT NULL,                                    -- JSON
	CHECK (state <> 'draft' OR number IS NULL),
	CHECK (state IN ('draft', 'cancelled') OR kind IN ('statement', 'reminder')
		OR number IS NOT NULL),
	CHECK (number IS NULL OR (series <> '' AND issue IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX document_number ON document(series_fold, number) WHERE number IS NOT NULL;
CREATE INDEX document_card ON document(card);
CREATE INDEX document_client ON document(client);
CREATE INDEX document_issue ON document(issue) WHERE number IS NOT NULL;
CREATE INDEX document_ref ON document(ref) WHERE ref IS NOT NULL;
CREATE INDEX document_subscription ON document(subscription) WHERE subscription IS NOT NULL;
-- Unpaid: what payments look for and reminders ask for.
CREATE INDEX document_unpaid_client ON document(client, due)
	WHERE state = 'issued' AND open > 0 AND kind IN ('proforma', 'invoice');
CREATE INDEX document_unpaid_due ON document(due)
	WHERE state = 'issued' AND open > 0 AND kind IN ('proforma', 'invoice');
CREATE INDEX document_unpaid_amount ON document(open, currency)
	WHERE state = 'issued' AND open > 0 AND kind IN ('proforma', 'invoice');
-- What can run out.
CREATE INDEX document_expiring ON document(kind, due)
	WHERE state = 'issued' AND kind IN ('offer', 'proforma', 'contract');

CREATE TRIGGER document_frozen BEFORE UPDATE ON document
WHEN OLD.state <> 'draft' AND (NEW.state = 'draft'
	OR NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.client <> OLD.client
	OR NEW.series <> OLD.series OR NEW.series_fold <> OLD.series_fold
	OR NEW.number IS NOT OLD.number OR NEW.label <> OLD.label OR NEW.issue IS NOT OLD.issue
	OR NEW.currency <> OLD.currency OR NEW.total <> OLD.total OR NEW.payable <> OLD.payable
	OR NEW.subscription IS NOT OLD.subscription OR NEW.period IS NOT OLD.period
	OR NEW.snapshot_hash <> OLD.snapshot_hash OR NEW.snapshot <> OLD.snapshot)
BEGIN
	SELECT RAISE(ABORT, 'an issued document cannot be changed');
END;
CREATE TRIGGER document_kept BEFORE DELETE ON document WHEN OLD.state <> 'draft'
BEGIN
	SELECT RAISE(ABORT, 'an issued document cannot be deleted');
END;

-- Which document billed which period of a subscription: each exactly once.
CREATE TABLE period (
	subscription INTEGER NOT NULL REFERENCES subscription DEFERRABLE INITIALLY DEFERRED,
	period       INTEGER NOT NULL CHECK (period >= 0),
	document     INTEGER NOT NULL REFERENCES document DEFERRABLE INITIALLY DEFERRED,
	PRIMARY KEY (subscription, period)
) STRICT, WITHOUT ROWID;
CREATE INDEX period_document ON period(document);

-- The rendered bytes, stored before the first send and used ever after.
CREATE TABLE document_file (
	document INTEGER NOT NULL REFERENCES document DEFERRABLE INITIALLY DEFERRED,
	kind     TEXT NOT NULL CHECK (kind IN ('pdf', 'xml')),
	added    INTEGER NOT NULL,                                      -- instant
	sha256   BLOB NOT NULL CHECK (length(sha256) = 32),
	bytes    BLOB NOT NULL,
	PRIMARY KEY (document, kind)
) STRICT;
CREATE TRIGGER document_file_frozen BEFORE UPDATE ON document_file
BEGIN
	SELECT RAISE(ABORT, 'the bytes of a document cannot be changed');
END;
CREATE TRIGGER document_file_kept BEFORE DELETE ON document_file
BEGIN
	SELECT RAISE(ABORT, 'the bytes of a document cannot be deleted');
END;

-- Number series: the next number, and the first that was ours to give.
CREATE TABLE series (
	kind        TEXT NOT NULL,                                      -- as document.kind
	prefix      TEXT NOT NULL CHECK (prefix <> ''),
	prefix_fold TEXT NOT NULL,
	first       INTEGER NOT NULL CHECK (first > 0),                 -- lower ones were imported
	next        INTEGER NOT NULL CHECK (next >= first),
	pad         INTEGER NOT NULL CHECK (pad BETWEEN 0 AND 18),      -- digits, zero-filled
	PRIMARY KEY (kind, prefix_fold)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER series_forward BEFORE UPDATE ON series WHEN NEW.next < OLD.next
BEGIN
	SELECT RAISE(ABORT, 'a series never goes back');
END;

-- Money that came in (or went out: negative).
CREATE TABLE payment (
	id           INTEGER PRIMARY KEY,
	state        TEXT NOT NULL CHECK (state = 'reported' OR state = 'confirmed' OR
			state = 'reversed'),
	source       TEXT NOT NULL,                                     -- 'bank:bt', 'staff:ana@...'
	amount       INTEGER NOT NULL,
	left         INTEGER NOT NULL,                                  -- not allocated
	currency     TEXT NOT NULL,
	day          TEXT,
	client       INTEGER REFERENCES client DEFERRABLE INITIALLY DEFERRED,
	payer        TEXT NOT NULL DEFAULT '',
	payer_iban   TEXT NOT NULL DEFAULT '',
	payer_tax_id TEXT NOT NULL DEFAULT '',
	details      TEXT NOT NULL DEFAULT '',
	bank_ref     TEXT NOT NULL DEFAULT '',
	identity     TEXT NOT NULL DEFAULT '',                          -- the same money is told once
	created      INTEGER NOT NULL                                   -- instant
) STRICT;
CREATE UNIQUE INDEX payment_identity ON payment(identity) WHERE identity <> '';
CREATE INDEX payment_client ON payment(client) WHERE client IS NOT NULL;
CREATE INDEX payment_created ON payment(created);
CREATE INDEX payment_unallocated ON payment(client) WHERE left > 0 AND state <> 'reversed';
CREATE TRIGGER payment_kept BEFORE DELETE ON payment
BEGIN
	SELECT RAISE(ABORT, 'a payment cannot be deleted');
END;

-- Which money pays which document. Undone by a negative row, never by deleting.
CREATE TABLE allocation (
	id       INTEGER PRIMARY KEY,
	payment  INTEGER NOT NULL REFERENCES payment DEFERRABLE INITIALLY DEFERRED,
	document INTEGER NOT NULL REFERENCES document DEFERRABLE INITIALLY DEFERRED,
	amount   INTEGER NOT NULL,
	currency TEXT NOT NULL,
	rule     TEXT NOT NULL,                                         -- why: 'reference+amount'
	at       INTEGER NOT NULL                                       -- instant
) STRICT;
CREATE INDEX allocation_payment ON allocation(payment);
CREATE INDEX allocation_document ON allocation(document);
CREATE TRIGGER allocation_frozen BEFORE UPDATE ON allocation
BEGIN
	SELECT RAISE(ABORT, 'an allocation cannot be changed');
END;
CREATE TRIGGER allocation_kept BEFORE DELETE ON allocation
BEGIN
	SELECT RAISE(ABORT, 'an allocation cannot be deleted');
END;

-- Questions to people, and previews that await DA.
CREATE TABLE question (
	id           INTEGER PRIMARY KEY,
	kind         TEXT NOT NULL CHECK (kind = 'preview' OR kind = 'product' OR kind = 'payment' OR
			kind = 'client_question' OR kind = 'confirm_accept' OR kind = 'periods'),
	state        TEXT NOT NULL CHECK (state = 'open' OR state = 'done' OR state = 'declined' OR
			state = 'expired'),
	card         INTEGER REFERENCES card DEFERRABLE INITIALLY DEFERRED,
	payment      INTEGER REFERENCES payment DEFERRABLE INITIALLY DEFERRED,
	document     INTEGER REFERENCES document DEFERRABLE INITIALLY DEFERRED,
	subscription INTEGER REFERENCES subscription DEFERRABLE INITIALLY DEFERRED,
	asked        TEXT NOT NULL DEFAULT '',                          -- address; '' = all staff
	created      INTEGER NOT NULL,                                  -- instant
	expires      INTEGER NOT NULL DEFAULT 0,                        -- instant, 0 = never
	shown        TEXT NOT NULL DEFAULT '',                          -- hash of what was shown
	data         TEXT,                                              -- JSON: candidates, lines
	answered_by  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX question_open ON question(state) WHERE state = 'open';
CREATE INDEX question_expires ON question(expires) WHERE state = 'open' AND expires > 0;
CREATE INDEX question_card ON question(card) WHERE card IS NOT NULL;
CREATE INDEX question_payment ON question(payment) WHERE payment IS NOT NULL;
CREATE INDEX question_document ON question(document) WHERE document IS NOT NULL;
CREATE INDEX question_subscription ON question(subscription) WHERE subscription IS NOT NULL;

-- Evidence: each row's hash covers the hash before it.
CREATE TABLE acceptance (
	id          INTEGER PRIMARY KEY,
	document    INTEGER NOT NULL REFERENCES document DEFERRABLE INITIALLY DEFERRED,
	card        INTEGER REFERENCES card DEFERRABLE INITIALLY DEFERRED,
	message     INTEGER,                                            -- message.id
	accepted    INTEGER NOT NULL CHECK (accepted IN (0, 1)),        -- 0 = refusal
	by          TEXT NOT NULL,                                      -- address
	line        TEXT NOT NULL,                                      -- the words
	auth_by     TEXT NOT NULL,                                      -- 'dkim', 'dmarc', 'auth'
	auth_domain TEXT NOT NULL,
	at          INTEGER NOT NULL,                                   -- instant
	raw         BLOB NOT NULL CHECK (length(raw) = 32),             -- SHA-256 of the mail
	prev        BLOB NOT NULL CHECK (length(prev) = 32),            -- hash of row id - 1
	hash        BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX acceptance_document ON acceptance(document);
CREATE INDEX acceptance_card ON acceptance(card) WHERE card IS NOT NULL;
CREATE TRIGGER acceptance_frozen BEFORE UPDATE ON acceptance
BEGIN
	SELECT RAISE(ABORT, 'evidence cannot be changed');
END;
CREATE TRIGGER acceptance_kept BEFORE DELETE ON acceptance
BEGIN
	SELECT RAISE(ABORT, 'evidence cannot be deleted');
END;

-- The card's story.
CREATE TABLE card_event (
	id       INTEGER PRIMARY KEY,
	card     INTEGER NOT NULL REFERENCES card DEFERRABLE INITIALLY DEFERRED,
	at       INTEGER NOT NULL,                                      -- instant
	kind     TEXT NOT NULL,                                         -- 'request', 'issued', 'paid'
	document INTEGER,
	payment  INTEGER,
	message  INTEGER,
	data     TEXT                                                   -- JSON
) STRICT;
CREATE INDEX card_event_card ON card_event(card);
CREATE TRIGGER card_event_frozen BEFORE UPDATE ON card_event
BEGIN
	SELECT RAISE(ABORT, 'what happened cannot be changed');
END;
CREATE TRIGGER card_event_kept BEFORE DELETE ON card_event
BEGIN
	SELECT RAISE(ABORT, 'what happened cannot be deleted');
END;

-- The journal of mails.
CREATE TABLE message (
	id          INTEGER PRIMARY KEY,
	folder      TEXT NOT NULL,
	uidvalidity INTEGER NOT NULL,
	uid         INTEGER NOT NULL,
	state       TEXT NOT NULL CHECK (state = 'seen' OR state = 'begun' OR state = 'done' OR
			state = 'moved'),
	attempts    INTEGER NOT NULL DEFAULT 0,                         -- begun, whether ended or not
	sha256      BLOB CHECK (length(sha256) = 32),                   -- of the raw bytes, see raw
	content_key BLOB CHECK (length(content_key) = 32),              -- the same mail delivered twice
	size        INTEGER NOT NULL,
	outcome     TEXT NOT NULL DEFAULT '',                           -- one word
	target      TEXT NOT NULL DEFAULT 'stay' CHECK (target = 'stay' OR target = 'handled' OR
			target = 'review' OR target = 'quarantine' OR target = 'noise'),
	card        INTEGER REFERENCES card DEFERRABLE INITIALLY DEFERRED,
	sender      TEXT NOT NULL DEFAULT '',
	subject     TEXT NOT NULL DEFAULT '',
	message_id  TEXT NOT NULL DEFAULT '',
	received    INTEGER NOT NULL,                                   -- instant: INTERNALDATE
	begun_at    INTEGER NOT NULL DEFAULT 0,
	done_at     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX message_uid ON message(folder, uidvalidity, uid);
CREATE INDEX message_content ON message(content_key) WHERE content_key IS NOT NULL;
CREATE INDEX message_message_id ON message(message_id) WHERE message_id <> '';
CREATE INDEX message_to_move ON message(folder, uidvalidity, target, uid) WHERE state = 'done';
CREATE INDEX message_unfinished ON message(folder, uidvalidity, uid)
	WHERE state IN ('seen', 'begun');
CREATE INDEX message_quarantine ON message(done_at) WHERE target = 'quarantine';
CREATE INDEX message_card ON message(card) WHERE card IS NOT NULL;

-- Mails as they came, by hash.
CREATE TABLE raw (
	id     INTEGER PRIMARY KEY,
	sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
	added  INTEGER NOT NULL,                                        -- instant
	bytes  BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX raw_sha256 ON raw(sha256);
CREATE TRIGGER raw_frozen BEFORE UPDATE ON raw
BEGIN
	SELECT RAISE(ABORT, 'an archived mail cannot be changed');
END;

-- What was decided and must be done.
CREATE TABLE outbox (
	id         INTEGER PRIMARY KEY,
	key        TEXT NOT NULL UNIQUE,                                -- a second one is not added
	kind       TEXT NOT NULL CHECK (kind IN ('send_mail', 'move_message')),
	sort       TEXT NOT NULL CHECK (sort = 'answer' OR sort = 'document' OR sort = 'notice' OR
			sort = 'person'),
	state      TEXT NOT NULL CHECK (state = 'queued' OR state = 'sending' OR state = 'done' OR
			state = 'unknown' OR state = 'failed' OR state = 'dropped'),
	held       INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
	tries      INTEGER NOT NULL DEFAULT 0,
	created    INTEGER NOT NULL,                                    -- instants
	due_at     INTEGER NOT NULL,
	done_at    INTEGER NOT NULL DEFAULT 0,
	recipient  TEXT NOT NULL DEFAULT '',
	to_fold    TEXT NOT NULL DEFAULT '',
	message_id TEXT NOT NULL DEFAULT '',                            -- of the mail as sent
	last_error TEXT NOT NULL DEFAULT '',                            -- or the server's answer
	card       INTEGER REFERENCES card DEFERRABLE INITIALLY DEFERRED,
	client     INTEGER REFERENCES client DEFERRABLE INITIALLY DEFERRED,
	fate       TEXT NOT NULL DEFAULT '' CHECK (fate = '' OR fate = 'bounced' OR
			fate = 'answered'),
	body       TEXT NOT NULL                                        -- JSON
) STRICT;
CREATE INDEX outbox_live ON outbox(state, kind, due_at)
	WHERE state = 'queued' OR state = 'sending' OR state = 'unknown';
CREATE INDEX outbox_failed ON outbox(done_at) WHERE state = 'failed';
CREATE INDEX outbox_sent ON outbox(done_at)                          -- how many left in the last hour
	WHERE state = 'done' AND kind = 'send_mail' AND sort <> 'person';
CREATE UNIQUE INDEX outbox_message_id ON outbox(message_id) WHERE message_id <> '';
CREATE INDEX outbox_to ON outbox(to_fold, created) WHERE to_fold <> '';
CREATE INDEX outbox_card ON outbox(card) WHERE card IS NOT NULL;
CREATE INDEX outbox_client ON outbox(client) WHERE client IS NOT NULL;

-- The mail as it goes out: apart, so that a change of state does not rewrite it.
CREATE TABLE outbox_bytes (
	outbox INTEGER PRIMARY KEY REFERENCES outbox DEFERRABLE INITIALLY DEFERRED,
	sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
	bytes  BLOB NOT NULL
) STRICT;
CREATE TRIGGER outbox_bytes_frozen BEFORE UPDATE ON outbox_bytes
BEGIN
	SELECT RAISE(ABORT, 'a mail that was begun cannot be changed');
END;

-- What an ID in our reply address or Message-ID opens.
CREATE TABLE reply_token (
	id       TEXT PRIMARY KEY,                                      -- base32 of 64 random bits
	purpose  TEXT NOT NULL,                                         -- 'reply', 'staff'
	addr     TEXT NOT NULL,                                         -- to whom it was given
	card     INTEGER,
	document INTEGER,
	question INTEGER,
	created  INTEGER NOT NULL,                                      -- instants
	expires  INTEGER NOT NULL DEFAULT 0                             -- 0 = never
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- CAUTA: folded words. rowid = id * 4 + (0 client, 1 card, 2 document). Can be rebuilt.
CREATE VIRTUAL TABLE search USING fts5(text, detail = 'none', columnsize = 0,
	tokenize = 'unicode61 remove_diacritics 2');
