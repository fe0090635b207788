-- Step 11: what an allocation takes off its document, beside what it takes of the payment: more when a rest is
-- forgiven or a bank kept a fee, another currency's when the money was ordered in that. And the payer's
-- account as a hint whose money it is.

ALTER TABLE allocation ADD COLUMN settles INTEGER NOT NULL DEFAULT 0;
ALTER TABLE allocation ADD COLUMN settles_cur TEXT NOT NULL DEFAULT '';
DROP TRIGGER allocation_frozen;
UPDATE allocation SET settles = amount, settles_cur = currency;
CREATE TRIGGER allocation_frozen BEFORE UPDATE ON allocation
BEGIN
	SELECT RAISE(ABORT, 'an allocation cannot be changed');
END;

CREATE INDEX payment_payer_iban ON payment(payer_iban, client)
	WHERE payer_iban <> '' AND client IS NOT NULL AND state <> 'reversed';
CREATE INDEX payment_payer_tax_id ON payment(payer_tax_id, client)
	WHERE payer_tax_id <> '' AND client IS NOT NULL AND state <> 'reversed';
-- A client's documents of one sum.
CREATE INDEX document_unpaid_client_amount ON document(client, open, currency)
	WHERE state = 'issued' AND open > 0 AND kind IN ('proforma', 'invoice');
