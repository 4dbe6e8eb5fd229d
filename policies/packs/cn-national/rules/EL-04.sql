-- id:      EL-04
-- title:   医保不支付品种 / Excluded from payment
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund
-- needs:   line.fund_ok
-- stops:   P1, P3
-- zh:      「{name}」属于医保不支付的品种
-- en:      "{name}" is excluded from payment
-- next_zh: 顾客同意后这一行改自费
-- next_en: Move the line to self-paid when the customer agrees
-- basis:   基本医疗保险用药管理暂行办法;国家基本医疗保险、工伤保险和生育保险药品目录
-- since:   2021-05-01
-- note:    by purpose (contraception, beauty, tonic …), by form (lozenge, effervescent …), or a device that is not
--          listed; what is neither medicine nor device is EL-01
SELECT l.line AS line, l.name AS name, CASE WHEN l.fund_ok IS NULL THEN 'line.fund_ok' END AS missing
FROM line l
WHERE l.pay = 'fund' AND l.kind IN ('drug', 'tcm_slice', 'device') AND l.fund_ok IS NOT 1;
