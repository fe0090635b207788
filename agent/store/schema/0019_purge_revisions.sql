-- Step 19: the bytes of an invoice as it was before it was corrected are deleted like all that is stored: on purpose, by plic
-- purge, with evidence, when its document's time of keeping is over. What it said stays in revision.
CREATE TABLE purged_revision (
	document INTEGER NOT NULL,                                      -- of revision_file
	revision INTEGER NOT NULL,
	kind     TEXT NOT NULL CHECK (kind IN ('pdf', 'xml')),
	sha256   BLOB NOT NULL CHECK (length(sha256) = 32),             -- of the bytes that were there
	purge    INTEGER NOT NULL REFERENCES purge DEFERRABLE INITIALLY DEFERRED,
	PRIMARY KEY (document, revision, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX purged_revision_purge ON purged_revision(purge);
CREATE TRIGGER purged_revision_frozen BEFORE UPDATE ON purged_revision
BEGIN
	SELECT RAISE(ABORT, 'evidence cannot be changed');
END;
CREATE TRIGGER purged_revision_kept BEFORE DELETE ON purged_revision
BEGIN
	SELECT RAISE(ABORT, 'evidence cannot be deleted');
END;
DROP TRIGGER revision_file_kept;
CREATE TRIGGER revision_file_kept BEFORE DELETE ON revision_file
WHEN NOT EXISTS (SELECT 1 FROM purged_revision p WHERE p.document = OLD.document
	AND p.revision = OLD.revision AND p.kind = OLD.kind AND p.sha256 = OLD.sha256)
BEGIN
	SELECT RAISE(ABORT, 'the bytes of a document cannot be deleted');
END;
