-- Step 10: RO e-Factura: what was filed, how it stands, what came back; and invoices that were corrected after
-- e-Factura had rejected them.

-- One upload of one revision of a document; the table of its life is core/filing.c.
CREATE TABLE filing (
	id          INTEGER PRIMARY KEY,
	document    INTEGER NOT NULL REFERENCES document DEFERRABLE INITIALLY DEFERRED,
	revision    INTEGER NOT NULL CHECK (revision > 0),              -- of the document
	state       TEXT NOT NULL CHECK (state IN ('ready', 'uploading', 'sent', 'processing', 'ok',
		'rejected', 'unknown')),
	channel     TEXT NOT NULL CHECK (channel IN ('b2b', 'b2c')),
	abroad      INTEGER NOT NULL CHECK (abroad IN (0, 1)),          -- extern=DA
	self_billed INTEGER NOT NULL CHECK (self_billed IN (0, 1)),     -- autofactura=DA
	deadline    TEXT,                                               -- day; NULL = no rule held
	due         INTEGER NOT NULL DEFAULT 0,                         -- instant of the next step, 0 = none
	created     INTEGER NOT NULL,                                   -- instants
	begun       INTEGER NOT NULL DEFAULT 0,                         -- of the last upload
	accepted    INTEGER NOT NULL DEFAULT 0,                         -- when its verdict was heard
	uploads     INTEGER NOT NULL DEFAULT 0,
	polls       INTEGER NOT NULL DEFAULT 0,                         -- since the last upload
	searches    INTEGER NOT NULL DEFAULT 0,
	downloads   INTEGER NOT NULL DEFAULT 0,
	verdict     TEXT NOT NULL DEFAULT '' CHECK (verdict IN ('', 'ok', 'nok')),
	upload      TEXT NOT NULL DEFAULT '',                           -- id_incarcare
	download    TEXT NOT NULL DEFAULT '',                           -- id_descarcare
	reason      TEXT NOT NULL DEFAULT '',                           -- ANAF's words
	CHECK (state NOT IN ('sent', 'processing', 'ok') OR upload <> '')
) STRICT;
CREATE UNIQUE INDEX filing_document ON filing(document, revision);
CREATE UNIQUE INDEX filing_upload ON filing(upload) WHERE upload <> '';
-- What waits for a step.
CREATE INDEX filing_due ON filing(state, due) WHERE state NOT IN ('ok', 'rejected');
CREATE INDEX filing_open ON filing(deadline) WHERE state <> 'ok';
CREATE TRIGGER filing_begins BEFORE INSERT ON filing WHEN NEW.state <> 'ready'
BEGIN
	SELECT RAISE(ABORT, 'a filing begins ready');
END;
CREATE TRIGGER filing_life BEFORE UPDATE ON filing
WHEN NEW.id <> OLD.id OR NEW.document <> OLD.document OR NEW.revision <> OLD.revision
	OR (NEW.state <> OLD.state AND OLD.state || '>' || NEW.state NOT IN (
		'ready>uploading', 'uploading>sent', 'uploading>ready', 'uploading>rejected',
		'uploading>unknown', 'unknown>sent', 'unknown>ready', 'sent>processing',
		'sent>rejected', 'processing>rejected', 'processing>ok', 'processing>sent',
		'rejected>ready'))
	OR (OLD.state = 'ok' AND (NEW.upload <> OLD.upload OR NEW.accepted <> OLD.accepted))
BEGIN
	SELECT RAISE(ABORT, 'a filing cannot go that way');
END;
CREATE TRIGGER filing_kept BEFORE DELETE ON filing
BEGIN
	SELECT RAISE(ABORT, 'a filing cannot be deleted');
END;

-- ANAF's answers as they came: a ZIP with the invoice (or the reasons of its rejection) and the seal, the legal
-- original.
CREATE TABLE filing_answer (
	filing   INTEGER NOT NULL REFERENCES filing DEFERRABLE INITIALLY DEFERRED,
	download TEXT NOT NULL,                                         -- id_descarcare
	added    INTEGER NOT NULL,                                      -- instant
	sha256   BLOB NOT NULL CHECK (length(sha256) = 32),
	bytes    BLOB NOT NULL,
	PRIMARY KEY (filing, download)
) STRICT;
CREATE TRIGGER filing_answer_frozen BEFORE UPDATE ON filing_answer
BEGIN
	SELECT RAISE(ABORT, 'evidence cannot be changed');
END;
CREATE TRIGGER filing_answer_kept BEFORE DELETE ON filing_answer
BEGIN
	SELECT RAISE(ABORT, 'evidence cannot be deleted');
END;

-- When a service that the law makes us use did not work.
CREATE TABLE outage (
	id      INTEGER PRIMARY KEY,
	service TEXT NOT NULL,                                          -- 'anaf'
	began   INTEGER NOT NULL,                                       -- instants
	ended   INTEGER NOT NULL DEFAULT 0,                             -- 0 = it lasts
	tries   INTEGER NOT NULL DEFAULT 1,                             -- that failed
	why     TEXT NOT NULL                                           -- of the first
) STRICT;
CREATE UNIQUE INDEX outage_now ON outage(service) WHERE ended = 0;
CREATE INDEX outage_began ON outage(service, began);
CREATE TRIGGER outage_frozen BEFORE UPDATE ON outage
WHEN OLD.ended <> 0 OR NEW.service <> OLD.service OR NEW.began <> OLD.began OR NEW.why <> OLD.why
BEGIN
	SELECT RAISE(ABORT, 'evidence cannot be changed');
END;
CREATE TRIGGER outage_kept BEFORE DELETE ON outage
BEGIN
	SELECT RAISE(ABORT, 'evidence cannot be deleted');
END;

-- A document's content and bytes before it was corrected: what e-Factura rejected was by law never issued, so the
-- same number may be used again for what replaces it.
CREATE TABLE revision (
	document      INTEGER NOT NULL REFERENCES document DEFERRABLE INITIALLY DEFERRED,
	revision      INTEGER NOT NULL CHECK (revision > 0),            -- which this was: 1, 2, ...
	at            INTEGER NOT NULL,                                 -- instant of its replacement
	snapshot_hash BLOB NOT NULL CHECK (length(snapshot_hash) = 32),
	snapshot      TEXT NOT NULL,                                    -- JSON
	PRIMARY KEY (document, revision)
) STRICT, WITHOUT ROWID;
CREATE TABLE revision_file (
	document INTEGER NOT NULL,
	revision INTEGER NOT NULL,
	kind     TEXT NOT NULL CHECK (kind IN ('pdf', 'xml')),
	added    INTEGER NOT NULL,                                      -- as document_file
	sha256   BLOB NOT NULL CHECK (length(sha256) = 32),
	bytes    BLOB NOT NULL,
	PRIMARY KEY (document, revision, kind),
	FOREIGN KEY (document, revision) REFERENCES revision DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER revision_only_of_rejected BEFORE INSERT ON revision
WHEN (SELECT state FROM filing WHERE document = NEW.document ORDER BY revision DESC LIMIT 1) IS NOT 'rejected'
	OR (SELECT snapshot_hash FROM document WHERE id = NEW.document) IS NOT NEW.snapshot_hash
BEGIN
	SELECT RAISE(ABORT, 'only an invoice that e-Factura rejected can be issued again');
END;
CREATE TRIGGER revision_frozen BEFORE UPDATE ON revision
BEGIN
	SELECT RAISE(ABORT, 'an issued document cannot be changed');
END;
CREATE TRIGGER revision_kept BEFORE DELETE ON revision
BEGIN
	SELECT RAISE(ABORT, 'an issued document cannot be deleted');
END;
CREATE TRIGGER revision_file_frozen BEFORE UPDATE ON revision_file
BEGIN
	SELECT RAISE(ABORT, 'the bytes of a document cannot be changed');
END;
CREATE TRIGGER revision_file_kept BEFORE DELETE ON revision_file
BEGIN
	SELECT RAISE(ABORT, 'the bytes of a document cannot be deleted');
END;
-- A content may change when the one it replaces is kept as a revision and its filing stands rejected; nothing else
-- of the document may.
DROP TRIGGER document_frozen;
CREATE TRIGGER document_frozen BEFORE UPDATE ON document
WHEN OLD.state <> 'draft' AND (NEW.state = 'draft'
	OR NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.client <> OLD.client
	OR NEW.series <> OLD.series OR NEW.series_fold <> OLD.series_fold
	OR NEW.number IS NOT OLD.number OR NEW.label <> OLD.label OR NEW.issue IS NOT OLD.issue
	OR NEW.currency <> OLD.currency OR NEW.total <> OLD.total OR NEW.payable <> OLD.payable
	OR NEW.subscription IS NOT OLD.subscription OR NEW.period IS NOT OLD.period
	OR ((NEW.snapshot_hash <> OLD.snapshot_hash OR NEW.snapshot <> OLD.snapshot) AND NOT (
		EXISTS (SELECT 1 FROM revision r WHERE r.document = OLD.id
			AND r.snapshot_hash = OLD.snapshot_hash)
		AND (SELECT state FROM filing f WHERE f.document = OLD.id
			ORDER BY f.revision DESC LIMIT 1) = 'rejected')))
BEGIN
	SELECT RAISE(ABORT, 'an issued document cannot be changed');
END;
DROP TRIGGER document_file_kept;
CREATE TRIGGER document_file_kept BEFORE DELETE ON document_file
WHEN NOT EXISTS (SELECT 1 FROM purged WHERE what = OLD.kind AND row = OLD.document AND sha256 = OLD.sha256)
	AND NOT EXISTS (SELECT 1 FROM revision_file r WHERE r.document = OLD.document AND r.kind = OLD.kind
		AND r.sha256 = OLD.sha256)
BEGIN
	SELECT RAISE(ABORT, 'the bytes of a document cannot be deleted');
END;
