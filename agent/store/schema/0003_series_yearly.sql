-- A series that begins again each year: its numbers carry the year in front of their digits (20260012), so
-- they grow still, with a leap at each new year. It stays 1 once it was.
ALTER TABLE series ADD COLUMN yearly INTEGER NOT NULL DEFAULT 0 CHECK (yearly IN (0, 1));
