-- Step 13: invoices that suppliers filed for the firm with RO e-Factura.

CREATE TABLE received (
	id       INTEGER PRIMARY KEY,
	message  TEXT NOT NULL UNIQUE,                          -- ANAF's id: what is downloaded, once
	upload   TEXT NOT NULL,                                 -- the supplier's id_incarcare
	state    TEXT NOT NULL CHECK (state IN ('listed', 'kept', 'gone')),
	quiet    INTEGER NOT NULL CHECK (quiet IN (0, 1)),      -- was there before plic looked for the first time
	listed   INTEGER NOT NULL,                              -- instants: by ANAF, by us
	added    INTEGER NOT NULL,
	seller   TEXT NOT NULL,                                 -- tax code, digits
	name     TEXT NOT NULL DEFAULT '',                      -- of the supplier, as the invoice says
	number   TEXT NOT NULL DEFAULT '',                      -- '' = it could not be read
	issue    TEXT,                                          -- days
	due      TEXT,
	total    INTEGER NOT NULL DEFAULT 0,
	payable  INTEGER NOT NULL DEFAULT 0,
	currency TEXT NOT NULL DEFAULT 'RON'
) STRICT;
CREATE INDEX received_listed ON received(id) WHERE state = 'listed';
CREATE INDEX received_seller ON received(seller, state, id);
CREATE TRIGGER received_life BEFORE UPDATE ON received
WHEN OLD.state <> 'listed' OR NEW.message <> OLD.message OR NEW.upload <> OLD.upload
BEGIN
	SELECT RAISE(ABORT, 'a received invoice cannot be changed');
END;
CREATE TRIGGER received_kept BEFORE DELETE ON received
BEGIN
	SELECT RAISE(ABORT, 'a received invoice cannot be deleted');
END;

-- The archive as ANAF gave it (invoice and seal: the legal original), the invoice in it, and ANAF's picture of it.
CREATE TABLE received_file (
	received INTEGER NOT NULL REFERENCES received DEFERRABLE INITIALLY DEFERRED,
	kind     TEXT NOT NULL CHECK (kind IN ('zip', 'xml', 'pdf')),
	added    INTEGER NOT NULL,                              -- instant
	sha256   BLOB NOT NULL CHECK (length(sha256) = 32),
	bytes    BLOB NOT NULL,
	PRIMARY KEY (received, kind)
) STRICT;
CREATE TRIGGER received_file_frozen BEFORE UPDATE ON received_file
BEGIN
	SELECT RAISE(ABORT, 'evidence cannot be changed');
END;
CREATE TRIGGER received_file_kept BEFORE DELETE ON received_file
BEGIN
	SELECT RAISE(ABORT, 'evidence cannot be deleted');
END;
