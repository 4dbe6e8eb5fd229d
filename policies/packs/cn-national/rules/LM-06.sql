-- id:      LM-06
-- title:   限险种 / Limited to one insurance
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund, payment_limit
-- needs:   person.scheme
-- stops:   P3
-- zh:      「{name}」只由{scheme_zh}保险支付
-- en:      "{name}" is paid by {scheme_en} insurance only
-- next_zh: 顾客同意后这一行改自费
-- next_en: Move the line to self-paid when the customer agrees
-- basis:   国家基本医疗保险、工伤保险和生育保险药品目录
-- since:   2021-05-01
SELECT l.line AS line, l.name AS name,
  CASE l.limit_scheme WHEN 'injury' THEN '工伤' ELSE '生育' END AS scheme_zh,
  CASE l.limit_scheme WHEN 'injury' THEN 'work-injury' ELSE 'maternity' END AS scheme_en,
  CASE WHEN p.scheme IS NULL THEN 'person.scheme' END AS missing
FROM line l LEFT JOIN person p ON 1 = 1
WHERE l.pay = 'fund' AND l.limit_scheme IS NOT NULL AND l.limit_scheme IS NOT p.scheme;
