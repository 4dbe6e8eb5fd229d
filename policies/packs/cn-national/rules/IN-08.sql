-- id:      IN-08
-- title:   收银员账号停用 / Cashier's account closed
-- effect:  block
-- scope:   sale
-- on:      sale
-- guard:   sale
-- stops:   P7
-- zh:      收银员{operator}没有在岗登记或账号已停用
-- en:      Cashier {operator} is not on the list or the account is closed
-- next_zh: 请登记过的收银员重新登录开单
-- next_en: Have a cashier of the list sign in and begin the sale
-- basis:   医疗保障基金使用监督管理条例 第十四条
-- since:   2021-05-01
-- note:    asked only of shops that keep a list of their cashiers in the configuration
SELECT s.operator AS operator
FROM sale s
WHERE s.operator_active = 0;
