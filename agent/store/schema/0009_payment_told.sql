-- Step 9: a payment told many times, by mails, statements, processors and staff; and all that they say of it.

ALTER TABLE payment ADD COLUMN kind TEXT NOT NULL DEFAULT 'transfer' CHECK (kind = 'transfer' OR
	kind = 'settlement' OR kind = 'return' OR kind = 'fee');             -- core/state.h
ALTER TABLE payment ADD COLUMN own_account TEXT NOT NULL DEFAULT '';         -- which of ours; compact, or as told
ALTER TABLE payment ADD COLUMN value_day TEXT;                               -- NULL = not told
ALTER TABLE payment ADD COLUMN reference TEXT NOT NULL DEFAULT '';           -- the payer's structured one: RF...
ALTER TABLE payment ADD COLUMN end_to_end TEXT NOT NULL DEFAULT '';
ALTER TABLE payment ADD COLUMN fee INTEGER NOT NULL DEFAULT 0 CHECK (fee >= 0); -- kept on the way, of `currency`
ALTER TABLE payment ADD COLUMN original INTEGER NOT NULL DEFAULT 0;          -- as ordered, in another currency
ALTER TABLE payment ADD COLUMN original_cur TEXT NOT NULL DEFAULT '';        -- '' = not told
ALTER TABLE payment ADD COLUMN reverses INTEGER REFERENCES payment DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE payment ADD COLUMN confirmed TEXT;                               -- day on which a statement told it
ALTER TABLE payment ADD COLUMN confirmed_by TEXT NOT NULL DEFAULT '';        -- that statement
ALTER TABLE payment ADD COLUMN flagged INTEGER NOT NULL DEFAULT 0 CHECK (flagged IN (0, 1)); -- none did in time

CREATE INDEX payment_reverses ON payment(reverses) WHERE reverses IS NOT NULL;
-- The same money told by another, and the payment that a reversal undoes.
CREATE INDEX payment_amount ON payment(amount, currency, day);
CREATE INDEX payment_bank_ref ON payment(bank_ref) WHERE bank_ref <> '';
-- What still waits for a statement.
CREATE INDEX payment_unconfirmed ON payment(day) WHERE state = 'reported';

-- Every telling of a payment. An identity belongs to one payment for ever.
CREATE TABLE payment_told (
	identity TEXT PRIMARY KEY CHECK (identity <> ''),
	payment  INTEGER NOT NULL REFERENCES payment DEFERRABLE INITIALLY DEFERRED,
	source   TEXT NOT NULL,                                         -- 'bank:bt', 'statement:mt940', 'staff:...'
	at       INTEGER NOT NULL                                       -- instant
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_told_payment ON payment_told(payment);
INSERT INTO payment_told SELECT identity, id, source, created FROM payment WHERE identity <> '';
CREATE TRIGGER payment_told_frozen BEFORE UPDATE ON payment_told
BEGIN
	SELECT RAISE(ABORT, 'what told a payment cannot be changed');
END;
CREATE TRIGGER payment_told_kept BEFORE DELETE ON payment_told
BEGIN
	SELECT RAISE(ABORT, 'what told a payment cannot be deleted');
END;
