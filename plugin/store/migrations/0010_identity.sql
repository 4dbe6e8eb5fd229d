-- Tokens of insurance codes (医保码令牌) that served a sale: keyed hashes, each for one sale only.
CREATE TABLE used_token (
  mark  TEXT PRIMARY KEY,
  sale  TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX used_token_time ON used_token (at_ms);

-- Receipts that somebody bought for another person (代购), for the rules that look back. Agents, their
-- phones and persons are keyed hashes; NULL once they were erased.
CREATE TABLE agent_receipt (
  receipt TEXT NOT NULL,
  kind    TEXT NOT NULL CHECK (kind IN ('sale', 'refund', 'void')),
  at_ms   INTEGER NOT NULL,
  agent   TEXT,
  phone   TEXT,
  person  TEXT,
  fund    INTEGER NOT NULL CHECK (fund IN (0, 1)),
  PRIMARY KEY (receipt, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX agent_receipt_agent ON agent_receipt (agent, at_ms);
CREATE INDEX agent_receipt_phone ON agent_receipt (phone, at_ms);
