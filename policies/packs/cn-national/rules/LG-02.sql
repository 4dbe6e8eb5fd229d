-- id:      LG-02
-- title:   召回批次 / Recalled batch
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, stock
-- stops:   P7
-- zh:      「{name}」批号{lot}已召回
-- en:      Lot {lot} of "{name}" is recalled
-- next_zh: 下架隔离,换其他批次
-- next_en: Quarantine it and sell another lot
-- basis:   药品管理法 第八十二条;药品召回管理办法
-- since:   2022-11-01
-- note:    the lot the register names, or the lot under which a scanned pack was taken in
SELECT l.line AS line, l.name AS name, k.lot AS lot
FROM line l JOIN stock k ON k.sku = l.sku
WHERE k.recalled = 1
  AND (k.lot = l.lot OR EXISTS (SELECT 1 FROM code c WHERE c.line = l.line AND c.lot = k.lot));
