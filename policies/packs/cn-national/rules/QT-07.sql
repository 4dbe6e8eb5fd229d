-- id:      QT-07
-- title:   多家店重复购买 / Bought in several shops
-- effect:  approve
-- scope:   fund
-- on:      line
-- guard:   sale, fund, past_person
-- param:   several_shops_n integer 2 open 2..5
-- param:   several_shops_days integer 30 open 30..60
-- stops:   I3
-- zh:      「{name}」近30天在{shops}家店买了{days}天的量
-- en:      "{name}": {days} days of supply from {shops} shops in 30 days
-- next_zh: 请药师核对用量后放行
-- next_en: A pharmacist checks the need
-- basis:   医疗保障基金使用监督管理条例 第十五条、第十九条
-- since:   2021-05-01
-- note:    fund sales of the same generic in 30 times 24 hours that were not given back, this shop and line included
SELECT l.line AS line, l.name AS name, sum(h.days) + coalesce(l.days, 0) AS days,
  count(DISTINCT CASE WHEN h.pharmacy IS NOT f.id THEN h.pharmacy END) + 1 AS shops
FROM sale s CROSS JOIN pharmacy f CROSS JOIN past_person h CROSS JOIN line l
WHERE h.at_ms >= s.now_ms - 2592000000 AND h.days IS NOT NULL AND h.kind = 'sale' AND h.pay = 'fund'
  AND l.generic = h.generic AND l.pay = 'fund'
  AND NOT EXISTS (SELECT 1 FROM past_person r
                  WHERE r.kind <> 'sale' AND r.sku = h.sku AND coalesce(r.returns, r.receipt) = h.receipt)
GROUP BY l.line, l.name, l.days
HAVING count(DISTINCT CASE WHEN h.pharmacy IS NOT f.id THEN h.pharmacy END) + 1 >= :several_shops_n
  AND sum(h.days) + coalesce(l.days, 0) > :several_shops_days;
