-- id:      MN-03
-- title:   当天多次撤销 / Several reversals today
-- effect:  confirm
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, returned
-- param:   reversal_n integer 2 open 1..20
-- stops:   P5
-- zh:      今天已有{receipts}单医保退货或撤销,请写明原因
-- en:      {receipts} fund receipts were given back or voided today: give the reason
-- next_zh: 写明原因
-- next_en: Give the reason
-- basis:   内部管控要求(无明文规定)
-- since:   2021-05-01
-- note:    distinct receipts at this till or of this person
SELECT count(*) AS receipts
FROM (
  SELECT t.receipt AS receipt FROM sale s CROSS JOIN past_till t
  WHERE t.kind <> 'sale' AND t.fund = 1 AND t.at_ms >= s.day * 86400000 - 28800000
  UNION
  SELECT h.receipt AS receipt FROM sale s CROSS JOIN past_person h
  WHERE h.kind <> 'sale' AND h.pay = 'fund' AND h.day = s.day
) r
HAVING count(*) >= :reversal_n;
