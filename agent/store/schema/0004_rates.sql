-- Step 4: exchange rates.

-- What the National Bank published on a day; valid from the day after. Documents copy the rate they use.
CREATE TABLE fx_rate (
	currency TEXT NOT NULL CHECK (length(currency) = 3),
	day      TEXT NOT NULL,                                         -- of publication
	rate     INTEGER NOT NULL CHECK (rate > 0),                     -- lei for one unit; / 10^scale
	scale    INTEGER NOT NULL CHECK (scale BETWEEN 0 AND 6),
	source   TEXT NOT NULL,                                         -- 'bnr', 'staff:ana@...'
	added    INTEGER NOT NULL,                                      -- instant
	PRIMARY KEY (currency, day)
) STRICT, WITHOUT ROWID;
