-- Forms of banks' mails that staff taught: what was learnt from whom, and which of it was forgotten by whom.

CREATE TABLE bank_form (
	id      INTEGER PRIMARY KEY,
	forgets INTEGER UNIQUE REFERENCES bank_form,            -- the row that does not count any more; NULL = it teaches
	bank    TEXT NOT NULL,                                  -- name of its rule in config/banks
	rule    TEXT NOT NULL,                                  -- JSON: labels, title, seen, in, mark; '' when it forgets
	taught  TEXT NOT NULL,                                  -- address of who said so
	at      INTEGER NOT NULL                                -- instant
) STRICT;
CREATE TRIGGER bank_form_frozen BEFORE UPDATE ON bank_form
BEGIN
	SELECT RAISE(ABORT, 'what was learnt cannot be changed');
END;
CREATE TRIGGER bank_form_kept BEFORE DELETE ON bank_form
BEGIN
	SELECT RAISE(ABORT, 'what was learnt cannot be deleted');
END;
