-- id:      IN-02
-- title:   医保协议未生效 / Contract not in force
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund
-- absent:  pharmacy.contract
-- stops:   P6
-- zh:      医保协议今天不在有效状态,不能刷医保
-- en:      The insurance contract is not in force today: no fund payment
-- next_zh: 医保行改自费;请店长联系医保经办机构
-- next_en: Sell self-paid; the manager asks the insurance agency
-- basis:   零售药店医疗保障定点管理暂行办法;医疗保障基金使用监督管理条例 第三十八条至第四十条
-- since:   2021-05-01
-- note:    the last day of the contract still counts; a contract without dates is judged by its state alone
SELECT p.contract AS contract, p.contract_from_day AS from_day, p.contract_until_day AS until_day
FROM pharmacy p CROSS JOIN sale s
WHERE p.contract IS NOT 'active' OR s.day < p.contract_from_day OR s.day > p.contract_until_day;
