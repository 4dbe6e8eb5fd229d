-- id:      FQ-10
-- title:   易倒卖药品超量 / Resale-prone medicine, many packs
-- effect:  approve
-- scope:   fund
-- on:      line
-- guard:   sale, fund, high_risk
-- param:   risk_packs_30d integer 6 open 2..20
-- stops:   I3, X
-- zh:      「{generic}」近30天共{packs}盒,请药师核对
-- en:      "{generic}": {packs} packs in 30 days
-- next_zh: 请药师核对用量后放行,或减少数量
-- next_en: A pharmacist checks the need, or fewer packs are sold
-- basis:   医疗保障基金使用监督管理条例 第十九条、第四十一条
-- since:   2021-05-01
-- note:    fund-paid packs of one generic, this basket and 30 times 24 hours of this person in all shops, refunds off
SELECT c.line AS line, c.generic AS generic, c.packs AS packs
FROM (
  SELECT b.line AS line, b.generic AS generic, b.packs + (
    SELECT coalesce(sum(CASE h.kind WHEN 'sale' THEN h.packs WHEN 'refund' THEN -h.packs ELSE 0 END), 0)
    FROM sale s CROSS JOIN past_person h
    WHERE h.pay = 'fund' AND coalesce(h.generic, h.sku) = b.generic AND h.at_ms >= s.now_ms - 2592000000) AS packs
  FROM (
    SELECT min(l.line) AS line, coalesce(l.generic, l.sku) AS generic, sum(l.packs) AS packs
    FROM line l WHERE l.pay = 'fund' AND l.high_risk = 1
    GROUP BY coalesce(l.generic, l.sku)
  ) b
) c
WHERE c.packs > :risk_packs_30d;
