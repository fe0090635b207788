-- Step 18: how often outside services were asked, for all processes together.

CREATE TABLE call_pace (
	pool    TEXT PRIMARY KEY,                                -- 'anaf', 'register'
	next_us INTEGER NOT NULL                                 -- since the machine started: the next call not before
) STRICT, WITHOUT ROWID;

-- What has a limit a day.
CREATE TABLE call_count (
	kind TEXT NOT NULL,                                      -- 'status', 'list', 'download'
	what TEXT NOT NULL,                                      -- id of the message; '' = the firm
	day  TEXT NOT NULL,
	n    INTEGER NOT NULL,
	PRIMARY KEY (kind, what)
) STRICT, WITHOUT ROWID;
CREATE INDEX call_count_day ON call_count(day);
