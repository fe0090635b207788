-- Step 16: what ANAF gave is deleted like all that is stored: on purpose, by plic purge, with evidence.
CREATE TABLE purged_anaf (
	id     INTEGER PRIMARY KEY,
	what   TEXT NOT NULL CHECK (what IN ('answer', 'received')),    -- filing_answer, received_file
	row    INTEGER NOT NULL,                                        -- filing, received
	which  TEXT NOT NULL,                                           -- download, kind
	sha256 BLOB NOT NULL CHECK (length(sha256) = 32),               -- of the bytes that were there
	purge  INTEGER NOT NULL REFERENCES purge DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE UNIQUE INDEX purged_anaf_what ON purged_anaf(what, row, which);
CREATE INDEX purged_anaf_purge ON purged_anaf(purge);
CREATE TRIGGER purged_anaf_frozen BEFORE UPDATE ON purged_anaf
BEGIN
	SELECT RAISE(ABORT, 'evidence cannot be changed');
END;
CREATE TRIGGER purged_anaf_kept BEFORE DELETE ON purged_anaf
BEGIN
	SELECT RAISE(ABORT, 'evidence cannot be deleted');
END;
DROP TRIGGER filing_answer_kept;
CREATE TRIGGER filing_answer_kept BEFORE DELETE ON filing_answer
WHEN NOT EXISTS (SELECT 1 FROM purged_anaf p WHERE p.what = 'answer' AND p.row = OLD.filing
	AND p.which = OLD.download AND p.sha256 = OLD.sha256)
BEGIN
	SELECT RAISE(ABORT, 'evidence cannot be deleted');
END;
DROP TRIGGER received_file_kept;
CREATE TRIGGER received_file_kept BEFORE DELETE ON received_file
WHEN NOT EXISTS (SELECT 1 FROM purged_anaf p WHERE p.what = 'received' AND p.row = OLD.received
	AND p.which = OLD.kind AND p.sha256 = OLD.sha256)
BEGIN
	SELECT RAISE(ABORT, 'evidence cannot be deleted');
END;
