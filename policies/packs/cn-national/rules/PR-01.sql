-- id:      PR-01
-- title:   医保价高于自费价 / Fund price above private price
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund, price_limit
-- stops:   P7
-- zh:      「{name}」医保价{price_fen}元高于自费价{private_fen}元
-- en:      "{name}": {price_fen} yuan on the fund, {private_fen} private
-- next_zh: 改成同一个价格后重审
-- next_en: One price for both, then review again
-- basis:   明码标价和禁止价格欺诈规定;上海市基本医疗保险监督管理办法 第四十六条(各地类似)
-- since:   2022-07-01
SELECT l.line AS line, l.name AS name, l.price_fen AS price_fen, l.private_price_fen AS private_fen
FROM line l
WHERE l.pay = 'fund' AND l.price_fen > l.private_price_fen;
