-- id:      FQ-02
-- title:   本人当天多次刷医保 / Many payments of one person today
-- effect:  confirm
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, past_day
-- param:   person_day_n integer 3 open 2..100
-- stops:   P4, G
-- zh:      今天第{receipts}次刷医保,请写明原因
-- en:      Payment number {receipts} of this person today: give the reason
-- next_zh: 写明原因
-- next_en: Give the reason
-- basis:   内部管控要求(无明文规定)
-- since:   2021-05-01
-- note:    distinct fund receipts of the calendar day, all shops, this one included
SELECT count(DISTINCT h.receipt) + 1 AS receipts
FROM sale s CROSS JOIN past_person h
WHERE h.kind = 'sale' AND h.pay = 'fund' AND h.day = s.day
HAVING count(DISTINCT h.receipt) + 1 > :person_day_n;
