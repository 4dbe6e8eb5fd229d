-- id:      PR-03
-- title:   超支付标准 / Above the payment standard
-- effect:  warn
-- scope:   fund
-- on:      line
-- guard:   sale, fund, price_limit
-- stops:   P3
-- zh:      「{name}」超支付标准{over_fen}元,由顾客自付
-- en:      "{name}" is {over_fen} yuan above the payment standard: the customer pays it
-- next_zh: 告诉顾客
-- next_en: Tell the customer
-- basis:   国家基本医疗保险、工伤保险和生育保险药品目录
-- since:   2021-05-01
SELECT l.line AS line, l.name AS name, l.price_fen - l.payment_standard_fen AS over_fen
FROM line l
WHERE l.pay = 'fund' AND l.price_fen > l.payment_standard_fen;
