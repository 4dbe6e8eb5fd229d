-- id:      LM-05
-- title:   限急诊住院 / Limited to emergency and in-patients
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund, payment_limit
-- stops:   P3
-- zh:      「{name}」医保只在急诊和住院时支付
-- en:      "{name}" is paid for emergency and in-patients only
-- next_zh: 顾客同意后这一行改自费
-- next_en: Move the line to self-paid when the customer agrees
-- basis:   国家基本医疗保险、工伤保险和生育保险药品目录
-- since:   2021-05-01
SELECT l.line AS line, l.name AS name, l.limit_setting AS limit_setting
FROM line l
WHERE l.pay = 'fund' AND l.limit_setting IS NOT NULL;
