-- The newest cosignature (见证签名) of each witness for each generation of the log: one line a witness,
-- over the text of the checkpoint it signed (plugin/ledger/FORMAT.md section 9).
CREATE TABLE ledger_cosignature (
  generation INTEGER NOT NULL,
  witness    TEXT NOT NULL,     -- its verifier key
  size       INTEGER NOT NULL,  -- records of the tree it signed
  text       TEXT NOT NULL,     -- of the signed note
  line       TEXT NOT NULL,
  time_s     INTEGER NOT NULL,  -- seconds since 1970, as the witness signed it
  PRIMARY KEY (generation, witness)
) STRICT, WITHOUT ROWID;

-- The last failure with each witness, of one generation of the log.
CREATE TABLE witness_failure (
  origin    TEXT NOT NULL,      -- name of the log
  witness   TEXT NOT NULL,      -- its verifier key
  failed_ms INTEGER NOT NULL,
  reason    TEXT NOT NULL,
  refused   INTEGER NOT NULL CHECK (refused IN (0, 1)),  -- 1: it signed a history this log does not continue
  PRIMARY KEY (origin, witness)
) STRICT, WITHOUT ROWID;
