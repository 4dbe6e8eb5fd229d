-- Everything one till keeps. Personal data stands only in columns named `sealed`: AES-256-GCM under
-- the till's data key. Money is fen, quantities are milli-units, times are UTC milliseconds.

-- Small facts with one value each.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row a sale, under the register's own key; the same key again finds the same sale.
CREATE TABLE sale (
  key        TEXT PRIMARY KEY,
  state      TEXT NOT NULL CHECK (state IN ('open', 'settling', 'uncertain', 'settled', 'refused', 'abandoned', 'reversed')),
  operator   TEXT NOT NULL,
  begun_ms   INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL,
  msgid      TEXT,             -- of the settlement request, written before it is sent
  sealed     BLOB NOT NULL,    -- the sale as a document, with the person
  answer     TEXT,             -- what the register was told at the end
  entry      INTEGER           -- index of the record that sealed the outcome
) STRICT, WITHOUT ROWID;
CREATE INDEX sale_unfinished ON sale (state) WHERE state IN ('open', 'settling', 'uncertain');

-- One row a pack that left, or is about to leave, by its traceability code (追溯码).
CREATE TABLE pack (
  code       TEXT PRIMARY KEY,
  state      TEXT NOT NULL CHECK (state IN ('reserved', 'sold')),
  sale       TEXT NOT NULL,
  line       INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pack_of_sale ON pack (sale);

-- What a prescription (处方) has given so far, by prescription key (generic name and strength).
CREATE TABLE prescription_used (
  prescription TEXT NOT NULL,
  rx_key       TEXT NOT NULL,
  sale         TEXT NOT NULL,
  milli        INTEGER NOT NULL,
  PRIMARY KEY (prescription, rx_key, sale)
) STRICT, WITHOUT ROWID;
CREATE INDEX prescription_used_by_sale ON prescription_used (sale);

-- Product master (商品档案): the document as imported, canonical JSON (sdk/schema/products.schema.json).
CREATE TABLE product (
  sku      TEXT PRIMARY KEY,
  ean13    TEXT UNIQUE,
  document TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- First seven digits of a traceability code name the product; one product may own several.
CREATE TABLE product_drug_id (
  drug_id TEXT PRIMARY KEY,
  sku     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Past lines, for the rules that look back. Persons and buyers are keyed hashes.
CREATE TABLE past_line (
  receipt    TEXT NOT NULL,
  line       INTEGER NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('sale', 'refund', 'void')),
  at_ms      INTEGER NOT NULL,
  person     TEXT,
  buyer      TEXT,
  basket     TEXT NOT NULL,    -- products and packs of the whole receipt, in order of SKU
  pay        TEXT NOT NULL CHECK (pay IN ('fund', 'self')),
  sku        TEXT NOT NULL,
  generic    TEXT,
  ephedrine  INTEGER NOT NULL,
  packs      INTEGER NOT NULL,
  days       INTEGER,
  amount_fen INTEGER NOT NULL,
  PRIMARY KEY (receipt, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX past_line_person ON past_line (person, at_ms);
CREATE INDEX past_line_buyer ON past_line (buyer, at_ms);
CREATE INDEX past_line_time ON past_line (at_ms);

-- Uploads to the platform that wait for a connection.
CREATE TABLE upload (
  id         INTEGER PRIMARY KEY,
  document   TEXT NOT NULL UNIQUE,  -- our own key of the document; the same one is never queued twice
  sale       TEXT NOT NULL,
  kind       TEXT NOT NULL,         -- transaction number of the platform
  state      TEXT NOT NULL CHECK (state IN ('queued', 'accepted', 'rejected')),
  attempts   INTEGER NOT NULL,
  next_ms    INTEGER NOT NULL,      -- not to be tried before
  queued_ms  INTEGER NOT NULL,
  reason     TEXT,                  -- of the last failure
  sealed     BLOB NOT NULL          -- the message
) STRICT;
-- Both indexes hold only what is not done, so that they stay small however long the history is.
CREATE INDEX upload_open ON upload (state, next_ms) WHERE state <> 'accepted';
CREATE INDEX upload_of_sale ON upload (sale, id) WHERE state = 'queued';

-- Daily sign-in (签到) of an operator at the platform.
CREATE TABLE sign_in (
  operator TEXT NOT NULL,
  day      INTEGER NOT NULL,
  number   TEXT NOT NULL,
  PRIMARY KEY (operator, day)
) STRICT, WITHOUT ROWID;

-- The sealed log (plugin/ledger/FORMAT.md).
CREATE TABLE ledger_entry (
  idx   INTEGER PRIMARY KEY,
  entry BLOB NOT NULL,
  leaf  BLOB NOT NULL
) STRICT;
-- Roots of full hash tiles: `level` 1 and up, one row per 256 hashes of the level below.
CREATE TABLE ledger_tile_root (
  level INTEGER NOT NULL,
  idx   INTEGER NOT NULL,
  hash  BLOB NOT NULL,
  PRIMARY KEY (level, idx)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_state (
  one            INTEGER PRIMARY KEY CHECK (one = 1),
  origin         TEXT NOT NULL,
  size           INTEGER NOT NULL,
  root           BLOB NOT NULL,
  frontier       BLOB NOT NULL,
  checkpoint     TEXT NOT NULL,
  fund_total_fen INTEGER NOT NULL
) STRICT;
-- What a digest in a record stands for; erasing a row leaves the log intact.
CREATE TABLE ledger_disclosure (
  idx    INTEGER NOT NULL,
  name   TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (idx, name)
) STRICT, WITHOUT ROWID;
