-- What a pharmacist told this till about packs that the product master does not know (学习的对应关系):
-- the first seven digits of a traceability code, or a GTIN of 14 digits, and the product they stand for.
CREATE TABLE learned_relation (
  id         TEXT PRIMARY KEY,
  sku        TEXT NOT NULL,
  pharmacist TEXT NOT NULL,
  learned_ms INTEGER NOT NULL,
  entry      INTEGER NOT NULL   -- index of the record that sealed it
) STRICT, WITHOUT ROWID;
