-- A log that cannot be continued - the database was restored from a backup older than what was
-- signed - is left as it is, and the next generation begins. Rows of generation g of the log have
-- numbers from (g - 1) * 2^40 on; ledger_state has a row for each.
CREATE TABLE ledger_states (
  generation     INTEGER PRIMARY KEY,
  origin         TEXT NOT NULL,
  size           INTEGER NOT NULL,
  root           BLOB NOT NULL,
  frontier       BLOB NOT NULL,
  checkpoint     TEXT NOT NULL,
  fund_total_fen INTEGER NOT NULL
) STRICT;
INSERT INTO ledger_states
  SELECT 1, origin, size, root, frontier, checkpoint, fund_total_fen FROM ledger_state;
DROP TABLE ledger_state;
ALTER TABLE ledger_states RENAME TO ledger_state;

-- A change of keys that was sealed (key_rotated): from then on both pairs sign, from `until_ms` on
-- the new one alone.
CREATE TABLE ledger_rotation (
  next_keys TEXT PRIMARY KEY,   -- the two verifier keys, one a line
  until_ms  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Whose personal data a disclosure is: the key of a sale. Erasing goes by it.
ALTER TABLE ledger_disclosure ADD COLUMN subject TEXT;
CREATE INDEX ledger_disclosure_subject ON ledger_disclosure (subject) WHERE subject IS NOT NULL;
