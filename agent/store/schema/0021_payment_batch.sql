-- Step 21: a batch of payments, told as a whole by one statement and by its payments in another.

-- The identity (payment_told) of the line that tells the whole; '' = of no batch.
ALTER TABLE payment ADD COLUMN batch TEXT NOT NULL DEFAULT '';
CREATE INDEX payment_batch ON payment(batch) WHERE batch <> '';
