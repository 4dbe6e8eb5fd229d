-- id:      QT-05
-- title:   当天累计金额大 / Large total of one person today
-- effect:  confirm
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, past_day
-- param:   day_amt_reason_fen integer 100000 open 50000..1000000
-- stops:   P3, P4
-- zh:      今天医保累计{total_fen}元,请写明原因
-- en:      {total_fen} yuan on the insurance today: give the reason
-- next_zh: 写明原因
-- next_en: Give the reason
-- basis:   统筹地区医保部门规定(各地不同)
-- since:   2021-05-01
-- note:    fund lines of this person today in all shops, refunds off, this basket included; a single large receipt is QT-04
SELECT b.now_fen + b.earlier AS total_fen
FROM (
  SELECT
    (SELECT coalesce(sum(l.amount_fen), 0) FROM line l WHERE l.pay = 'fund') AS now_fen,
    (SELECT coalesce(sum(CASE h.kind WHEN 'sale' THEN h.amount_fen ELSE -h.amount_fen END), 0)
     FROM sale s CROSS JOIN past_person h
     WHERE h.pay = 'fund' AND h.day = s.day AND h.kind IN ('sale', 'refund')) AS earlier
) b
WHERE b.earlier > 0 AND b.now_fen + b.earlier > :day_amt_reason_fen;
