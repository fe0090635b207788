-- Step 8: cards whose mails wait.

ALTER TABLE card ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)); -- STAI: nothing leaves
