-- id:      ID-07
-- title:   参保状态异常 / Insurance not in normal state
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund
-- needs:   person.status
-- stops:   G
-- zh:      参保人待遇状态不正常,不能刷医保
-- en:      The person's insurance is not in normal state: no fund payment
-- next_zh: 改自费;请顾客向参保地经办机构查询
-- next_en: Sell self-paid; the customer asks the insurance agency
-- basis:   医疗保障基金使用监督管理条例 第四十一条
-- since:   2021-05-01
SELECT p.status AS status, CASE WHEN p.status IS NULL THEN 'person.status' END AS missing
FROM person p
WHERE p.status IS NOT 'normal';
