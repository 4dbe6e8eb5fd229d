-- id:      EL-07
-- title:   器械不在账户支付范围 / Device not payable by account here
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund, listing
-- stops:   P1, P3
-- zh:      本地不能用个人账户买「{name}」
-- en:      "{name}" is not payable from the personal account here
-- next_zh: 这一行改自费
-- next_en: Move the line to self-paid
-- basis:   国办发〔2021〕14号;统筹地区医保部门规定(各地不同)
-- since:   2021-05-01
-- note:    a device nobody may pay from insurance is EL-04
SELECT l.line AS line, l.name AS name
FROM sale s CROSS JOIN line l
WHERE l.pay = 'fund' AND l.kind = 'device' AND s.settlement = 'account' AND l.account_ok = 0;
