-- What was deleted on purpose, by plic purge: without such a row nothing stored can be deleted.
CREATE TABLE purge (
	id    INTEGER PRIMARY KEY,
	at    INTEGER NOT NULL,                                         -- instant
	by    TEXT NOT NULL,                                            -- who ran it
	code  TEXT NOT NULL,                                            -- of the list that was shown
	n     INTEGER NOT NULL CHECK (n > 0),
	bytes INTEGER NOT NULL
) STRICT;
CREATE TABLE purged (
	what   TEXT NOT NULL CHECK (what IN ('pdf', 'xml', 'mail', 'sent')),
	row    INTEGER NOT NULL,                                        -- document, raw.id, outbox.id
	sha256 BLOB NOT NULL CHECK (length(sha256) = 32),               -- of the bytes that were there
	purge  INTEGER NOT NULL REFERENCES purge DEFERRABLE INITIALLY DEFERRED,
	PRIMARY KEY (what, row)
) STRICT, WITHOUT ROWID;
CREATE INDEX purged_purge ON purged(purge);
CREATE TRIGGER purge_frozen BEFORE UPDATE ON purge
BEGIN
	SELECT RAISE(ABORT, 'evidence cannot be changed');
END;
CREATE TRIGGER purge_kept BEFORE DELETE ON purge
BEGIN
	SELECT RAISE(ABORT, 'evidence cannot be deleted');
END;
CREATE TRIGGER purged_frozen BEFORE UPDATE ON purged
BEGIN
	SELECT RAISE(ABORT, 'evidence cannot be changed');
END;
CREATE TRIGGER purged_kept BEFORE DELETE ON purged
BEGIN
	SELECT RAISE(ABORT, 'evidence cannot be deleted');
END;
DROP TRIGGER document_file_kept;
CREATE TRIGGER document_file_kept BEFORE DELETE ON document_file
WHEN NOT EXISTS (SELECT 1 FROM purged WHERE what = OLD.kind AND row = OLD.document AND sha256 = OLD.sha256)
BEGIN
	SELECT RAISE(ABORT, 'the bytes of a document cannot be deleted');
END;
CREATE TRIGGER document_file_purged BEFORE INSERT ON document_file
WHEN EXISTS (SELECT 1 FROM purged WHERE what = NEW.kind AND row = NEW.document)
BEGIN
	SELECT RAISE(ABORT, 'the bytes of this document were deleted on purpose');
END;
CREATE TRIGGER raw_kept BEFORE DELETE ON raw
WHEN NOT EXISTS (SELECT 1 FROM purged WHERE what = 'mail' AND row = OLD.id AND sha256 = OLD.sha256)
BEGIN
	SELECT RAISE(ABORT, 'an archived mail cannot be deleted');
END;
CREATE TRIGGER outbox_bytes_kept BEFORE DELETE ON outbox_bytes
WHEN NOT EXISTS (SELECT 1 FROM purged WHERE what = 'sent' AND row = OLD.outbox AND sha256 = OLD.sha256)
BEGIN
	SELECT RAISE(ABORT, 'a sent mail cannot be deleted');
END;
