-- id:      QT-02
-- title:   上次的药还没用完 / Supply left from last time
-- effect:  approve
-- scope:   fund
-- on:      line
-- guard:   sale, fund, past_person
-- param:   early_refill_days integer 7 open 3..10
-- stops:   P3, I3
-- zh:      「{name}」上次买的还有{days_left}天
-- en:      "{name}": {days_left} days are left from last time
-- next_zh: 请药师核对后放行,或请顾客过几天再来
-- next_en: A pharmacist decides, or the customer comes back later
-- basis:   医疗保障基金使用监督管理条例 第十五条
-- since:   2021-05-01
-- note:    by generic, fund-paid, all shops; receipts given back for that product are out
SELECT l.line AS line, l.name AS name, max(h.day + h.days) - s.day AS days_left
FROM sale s CROSS JOIN past_person h CROSS JOIN line l
WHERE h.day + h.days > s.day + :early_refill_days AND h.kind = 'sale' AND h.pay = 'fund'
  AND l.generic = h.generic AND l.pay = 'fund'
  AND NOT EXISTS (SELECT 1 FROM past_person r
                  WHERE r.kind <> 'sale' AND r.sku = h.sku AND coalesce(r.returns, r.receipt) = h.receipt)
GROUP BY l.line, l.name, s.day;
