-- What no statement has told in time is looked for once, and listed while it waits.
DROP INDEX payment_unconfirmed;
CREATE INDEX payment_unconfirmed ON payment(day) WHERE state = 'reported' AND flagged = 0;
CREATE INDEX payment_flagged ON payment(day) WHERE state = 'reported' AND flagged = 1;
