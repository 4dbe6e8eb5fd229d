-- What the rules look back on besides the lines: what was given back, which prescriptions were
-- dispensed. Doctors and patients are keyed hashes.
ALTER TABLE past_line ADD COLUMN returns TEXT;  -- receipt that a refund gives back
UPDATE past_line SET returns = substr(receipt, 1, length(receipt) - 7) WHERE kind = 'refund';
-- However busy the till: what was given back today, and who bought the same just now.
CREATE INDEX past_line_returned ON past_line (at_ms) WHERE kind <> 'sale';
CREATE INDEX past_line_basket ON past_line (basket, at_ms);

-- Packs that were sold and came back; `pack` forgets them. Their line of the past is that of the refund.
CREATE TABLE returned_pack (
  code    TEXT NOT NULL,
  receipt TEXT NOT NULL,  -- of the refund
  line    INTEGER NOT NULL,
  PRIMARY KEY (code, receipt)
) STRICT, WITHOUT ROWID;

-- Prescriptions (处方) that were dispensed here, by number: the same number again must be the same
-- person's and hold the same, and a picture belongs to one number.
CREATE TABLE prescription_seen (
  number    TEXT PRIMARY KEY,
  sale      TEXT NOT NULL,     -- that dispensed it first
  doctor    TEXT NOT NULL,
  issued_ms INTEGER NOT NULL,
  patient   TEXT,
  picture   TEXT,              -- SHA-256 of its picture, when the register told it
  content   TEXT NOT NULL      -- keyed hash of what it holds, without the patient
) STRICT, WITHOUT ROWID;
CREATE INDEX prescription_seen_doctor ON prescription_seen (doctor, issued_ms);
CREATE INDEX prescription_seen_picture ON prescription_seen (picture) WHERE picture IS NOT NULL;
CREATE INDEX prescription_seen_sale ON prescription_seen (sale);

-- Ingredients that harm each other gravely (药物相互作用), first before second in byte order.
CREATE TABLE interaction (
  first  TEXT NOT NULL,
  second TEXT NOT NULL,
  PRIMARY KEY (first, second)
) STRICT, WITHOUT ROWID;

-- The books of lots: when a lot came in first.
CREATE INDEX received_pack_lot ON received_pack (sku, lot, received_ms);

-- A till that was upgraded has its product master from before: its days count from the upgrade.
INSERT OR IGNORE INTO meta (name, value)
  SELECT 'catalogue_imported_ms', CAST(CAST(strftime('%s', 'now') AS INTEGER) * 1000 AS TEXT)
  WHERE EXISTS (SELECT 1 FROM product);
