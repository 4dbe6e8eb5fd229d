-- id:      LG-05
-- title:   冷链异常 / Cold chain broken
-- effect:  approve
-- scope:   sale
-- on:      line
-- guard:   sale, stock
-- stops:   P7
-- zh:      「{name}」批号{lot}冷链有异常记录
-- en:      A cold-chain excursion is noted for lot {lot} of "{name}"
-- next_zh: 请药师核对后放行,或换批次
-- next_en: A pharmacist decides, or another lot is sold
-- basis:   药品经营质量管理规范
-- since:   2021-05-01
SELECT l.line AS line, l.name AS name, k.lot AS lot
FROM line l JOIN stock k ON k.sku = l.sku
WHERE k.cold_chain_broken = 1
  AND (k.lot = l.lot OR EXISTS (SELECT 1 FROM code c WHERE c.line = l.line AND c.lot = k.lot));
