-- Step 20: what replaces a rejected invoice may ask for another sum.

-- As 0010's, but the sums may change with the content.
DROP TRIGGER document_frozen;
CREATE TRIGGER document_frozen BEFORE UPDATE ON document
WHEN OLD.state <> 'draft' AND (NEW.state = 'draft'
	OR NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.client <> OLD.client
	OR NEW.series <> OLD.series OR NEW.series_fold <> OLD.series_fold
	OR NEW.number IS NOT OLD.number OR NEW.label <> OLD.label OR NEW.issue IS NOT OLD.issue
	OR NEW.currency <> OLD.currency
	OR NEW.subscription IS NOT OLD.subscription OR NEW.period IS NOT OLD.period
	OR ((NEW.total <> OLD.total OR NEW.payable <> OLD.payable)
		AND NEW.snapshot_hash = OLD.snapshot_hash)
	OR ((NEW.snapshot_hash <> OLD.snapshot_hash OR NEW.snapshot <> OLD.snapshot) AND NOT (
		EXISTS (SELECT 1 FROM revision r WHERE r.document = OLD.id
			AND r.snapshot_hash = OLD.snapshot_hash)
		AND (SELECT state FROM filing f WHERE f.document = OLD.id
			ORDER BY f.revision DESC LIMIT 1) = 'rejected')))
BEGIN
	SELECT RAISE(ABORT, 'an issued document cannot be changed');
END;
