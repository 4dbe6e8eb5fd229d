-- id:      MN-05
-- title:   医保充值 / Top-up on the fund
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund
-- stops:   P5
-- zh:      「{name}」是储值卡或券,不能用医保
-- en:      "{name}" is stored value or a voucher: not on the fund
-- next_zh: 这一行改自费
-- next_en: Move the line to self-paid
-- basis:   国办发〔2021〕14号;医疗保障基金使用监督管理条例 第四十条
-- since:   2021-05-01
SELECT l.line AS line, l.name AS name
FROM line l
WHERE l.pay = 'fund' AND l.kind = 'stored_value';
