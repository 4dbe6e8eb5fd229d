-- Packs that came in with a delivery (验收入库), and the larger pack that holds each (码关联关系).
CREATE TABLE received_pack (
  code        TEXT PRIMARY KEY,   -- traceability code of a single pack, a bundle or a case
  sku         TEXT NOT NULL,
  level       INTEGER NOT NULL CHECK (level BETWEEN 1 AND 9),  -- 1 single pack 最小包装, 2 bundle 中包装, 3 case 箱
  parent      TEXT,               -- code of the larger pack that holds it
  lot         TEXT NOT NULL,      -- 生产批号
  delivery    TEXT NOT NULL,      -- number of the delivery note
  received_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX received_pack_parent ON received_pack (parent) WHERE parent IS NOT NULL;
