-- id:      IN-01
-- title:   非定点门店 / Shop not designated
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund
-- absent:  pharmacy.designated
-- stops:   P6
-- zh:      本店不是医保定点药店,不能刷医保
-- en:      This shop has no insurance contract: no fund payment
-- next_zh: 医保行改自费,或请顾客到定点药店
-- next_en: Sell the lines self-paid, or send the customer to a designated shop
-- basis:   医疗保障基金使用监督管理条例 第四十条;零售药店医疗保障定点管理暂行办法
-- since:   2021-05-01
-- note:    whether a shop is designated is no question for the counter: unknown counts as no
SELECT count(*) AS fund_lines
FROM line l CROSS JOIN pharmacy p
WHERE l.pay = 'fund' AND p.designated IS NOT 1
HAVING count(*) > 0;
