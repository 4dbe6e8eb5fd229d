-- id:      MN-04
-- title:   退药换货 / Exchange of goods
-- effect:  approve
-- scope:   fund
-- on:      sale
-- guard:   sale, returned
-- param:   exchange_hours integer 24 raise 24..168
-- param:   exchange_tolerance_pct integer 10 raise 0..50
-- stops:   P5, I3
-- zh:      刚退了医保药{returned_fen}元,现在拿同价的其他商品
-- en:      Medicine of {returned_fen} yuan was just returned, other goods of like value go out
-- next_zh: 不能换货:请药师核对后放行
-- next_en: No exchange: a pharmacist checks, then approves
-- basis:   医疗保障基金使用监督管理条例 第十五条、第十九条
-- since:   2021-05-01
-- note:    what is no medicine, within the tolerance of what the fund took back
SELECT r.fen AS returned_fen, g.fen AS goods_fen
FROM (
  SELECT coalesce(sum(h.amount_fen), 0) AS fen
  FROM sale s CROSS JOIN past_person h
  WHERE h.kind = 'refund' AND h.pay = 'fund' AND h.at_ms >= s.now_ms - :exchange_hours * 3600000
) r CROSS JOIN (
  SELECT coalesce(sum(l.amount_fen), 0) AS fen FROM line l WHERE l.kind NOT IN ('drug', 'tcm_slice')
) g
WHERE g.fen > 0 AND abs(r.fen - g.fen) * 100 <= r.fen * :exchange_tolerance_pct;
