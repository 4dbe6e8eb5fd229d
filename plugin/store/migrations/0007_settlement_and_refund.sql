-- What the platform settled, by its own number: refunds, and the daily reconciliation, go by it.
-- A cancellation (2103) is a settlement below zero.
CREATE TABLE settlement (
  id          TEXT PRIMARY KEY,   -- 结算ID
  sale        TEXT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('settled', 'cancelled')),
  visit       TEXT NOT NULL,      -- 就诊ID
  msgid       TEXT NOT NULL,
  insurance   TEXT NOT NULL,      -- 险种类型
  office      TEXT NOT NULL,      -- 清算经办机构; empty when not told
  settled_ms  INTEGER NOT NULL,   -- by the platform's clock
  day         INTEGER NOT NULL,   -- local day number of that moment
  total_fen   INTEGER NOT NULL,
  fund_fen    INTEGER NOT NULL,
  account_fen INTEGER NOT NULL,   -- the person's own account
  shared_fen  INTEGER NOT NULL,   -- accounts shared with them
  cash_fen    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX settlement_of_sale ON settlement (sale);
CREATE INDEX settlement_of_day ON settlement (day);

-- One row a sale that is being, or was, given back. No row: it was not.
CREATE TABLE refund (
  sale     TEXT PRIMARY KEY,
  state    TEXT NOT NULL CHECK (state IN ('refunding', 'uncertain', 'refunded')),
  msgid    TEXT,             -- of the cancellation, written before it is sent; NULL: none was needed
  begun_ms INTEGER NOT NULL,
  sealed   BLOB NOT NULL,    -- who gave it back, under which number and why
  answer   TEXT,             -- what the register was told at the end
  entry    INTEGER           -- index of the record that sealed it
) STRICT, WITHOUT ROWID;
-- A settlement that only the centre has is looked for by the message it came by.
CREATE INDEX sale_message ON sale (msgid) WHERE msgid IS NOT NULL;
CREATE INDEX refund_unfinished ON refund (state) WHERE state <> 'refunded';
