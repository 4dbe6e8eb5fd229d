-- id:      QT-07
-- title:   多家店重复购买 / Bought in several shops
-- effect:  approve
-- scope:   fund
-- on:      line
-- guard:   sale, fund, past_elsewhere
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
SELECT l.line AS line, l.name AS name, p.days + coalesce(l.days, 0) AS days, p.elsewhere + 1 AS shops
FROM (SELECT h.generic AS generic, sum(h.days) AS days,
        count(DISTINCT CASE WHEN h.pharmacy <> f.id THEN h.pharmacy END) AS elsewhere
      FROM sale s CROSS JOIN pharmacy f CROSS JOIN past_person h
        LEFT JOIN (SELECT DISTINCT coalesce(r.returns, r.receipt) AS receipt, r.sku AS sku
                   FROM past_person r WHERE r.kind <> 'sale') AS g ON g.receipt = h.receipt AND g.sku = h.sku
      WHERE h.at_ms >= s.now_ms - 2592000000 AND h.days IS NOT NULL AND h.kind = 'sale' AND h.pay = 'fund'
        AND g.receipt IS NULL
      GROUP BY h.generic) AS p
  JOIN line l ON l.generic = p.generic
WHERE l.pay = 'fund' AND p.elsewhere + 1 >= :several_shops_n
  AND p.days + coalesce(l.days, 0) > :several_shops_days;
