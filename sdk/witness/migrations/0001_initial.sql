-- What a witness must never forget: the largest tree it signed of each log.
CREATE TABLE log (
  origin     TEXT PRIMARY KEY,
  size       INTEGER NOT NULL,
  root       BLOB NOT NULL,
  checkpoint TEXT NOT NULL,     -- the signed note, with the lines of the log and of this witness
  time_s     INTEGER NOT NULL   -- of the cosignature; seconds since 1970
) STRICT, WITHOUT ROWID;

-- Requests that were refused. Those signed by the log itself (422) are evidence of two histories and
-- stay, with the whole request; of the others the newest are kept, without it.
CREATE TABLE refusal (
  id       INTEGER PRIMARY KEY,
  at_ms    INTEGER NOT NULL,
  origin   TEXT NOT NULL,
  status   INTEGER NOT NULL,
  old_size INTEGER NOT NULL,
  size     INTEGER NOT NULL,
  reason   TEXT NOT NULL,
  request  TEXT
) STRICT;
CREATE INDEX refusal_evidence ON refusal (origin) WHERE request IS NOT NULL;
