-- id:      TR-09
-- title:   无码药品不再支付 / No-code stock no longer payable
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund, no_code
-- absent:  stock.received_day
-- param:   nocode_received_before day 2025-07-01 lower
-- param:   nocode_settle_until day 2099-12-31 lower
-- stops:   P1, P5
-- zh:      「{name}」没有追溯码,不能刷医保
-- en:      "{name}" carries no traceability code: no fund payment
-- next_zh: 换有追溯码的批次,或顾客同意后改自费
-- next_en: Sell a lot with codes, or self-paid when the customer agrees
-- basis:   药品追溯码采集应用联合通知(2025年)
-- since:   2025-01-01
-- note:    products of the no-code list without any code: only stock taken in before the day, and only until the
--          region's transition ends. A lot whose day of receipt nobody knows does not count as old
SELECT l.line AS line, l.name AS name, l.lot AS lot
FROM sale s CROSS JOIN line l
WHERE l.pay = 'fund' AND l.no_code = 1
  AND NOT EXISTS (SELECT 1 FROM code c WHERE c.line = l.line)
  AND (s.day > :nocode_settle_until
       OR NOT EXISTS (SELECT 1 FROM stock k
                      WHERE k.sku = l.sku AND k.lot = l.lot AND k.received_day < :nocode_received_before));
