-- id:      PR-02
-- title:   超过最高价 / Above the ceiling
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund, price_limit
-- stops:   P7
-- zh:      「{name}」{price_fen}元超过最高价{cap_fen}元
-- en:      "{name}": {price_fen} yuan, the ceiling is {cap_fen}
-- next_zh: 改正价格后重审
-- next_en: Correct the price, then review again
-- basis:   药品集中采购和医保谈判协议;统筹地区医保部门规定(各地不同)
-- since:   2021-05-01
SELECT l.line AS line, l.name AS name, l.price_fen AS price_fen, l.price_cap_fen AS cap_fen
FROM line l
WHERE l.pay = 'fund' AND l.price_fen > l.price_cap_fen;
