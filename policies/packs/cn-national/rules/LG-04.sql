-- id:      LG-04
-- title:   批号没有入库 / Lot never taken in
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, stock
-- stops:   P1, P7
-- zh:      「{name}」批号{lot}没有入库记录
-- en:      Lot {lot} of "{name}" was never taken in here
-- next_zh: 核对批号和入库单
-- next_en: Check the lot against the delivery note
-- basis:   药品管理法 第五十七条
-- since:   2019-12-01
-- note:    asked only where the books know other lots of the product
SELECT l.line AS line, l.name AS name, l.lot AS lot
FROM line l JOIN stock k ON k.sku = l.sku AND k.lot = l.lot
WHERE k.received = 0;
