-- id:      PR-05
-- title:   自费项目未征得同意 / No consent to self-paid items
-- effect:  confirm
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, self_paid
-- absent:  sale.private_consent
-- stops:   P7
-- zh:      自费部分{self_fen}元请征得顾客同意
-- en:      Ask the customer to agree to {self_fen} yuan of self-paid items
-- next_zh: 顾客同意后写明,小票分列两个合计
-- next_en: Note the consent; the slip shows two sums
-- basis:   医疗保障基金使用监督管理条例 第十五条、第三十九条
-- since:   2021-05-01
-- note:    one receipt may hold both. A register that records the consent says so, and nobody is asked
SELECT coalesce(sum(l.amount_fen), 0) AS self_fen
FROM sale s CROSS JOIN line l
WHERE l.pay = 'self' AND l.gift = 0 AND s.private_consent IS NOT 1
HAVING count(*) > 0;
