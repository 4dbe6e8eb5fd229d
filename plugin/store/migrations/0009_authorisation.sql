-- What this till authorised when the register settles by itself (授权结算), and what it was told of
-- it. A sale is "settling" while one of its authorisations waits for its outcome.
CREATE TABLE authorisation (
  id     TEXT PRIMARY KEY,   -- hash of the record that sealed it
  sale   TEXT NOT NULL,
  basket TEXT NOT NULL,      -- digest of what may be settled
  state  TEXT NOT NULL CHECK (state IN ('waiting', 'unknown', 'settled', 'failed')),
  at_ms  INTEGER NOT NULL,
  entry  INTEGER NOT NULL,   -- index of the record that sealed it
  grant_text TEXT NOT NULL,  -- what the register was told when it asked
  answer TEXT                -- what the register was told at the end
) STRICT, WITHOUT ROWID;
CREATE INDEX authorisation_of_sale ON authorisation (sale, at_ms);
CREATE INDEX authorisation_waiting ON authorisation (state) WHERE state IN ('waiting', 'unknown');
