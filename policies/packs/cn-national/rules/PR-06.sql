-- id:      PR-06
-- title:   医保单带赠品 / Gift on a fund receipt
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund
-- stops:   P5, P7
-- zh:      刷医保的单子不能搭赠品「{name}」
-- en:      No gift on a receipt the fund pays: "{name}"
-- next_zh: 赠品另开一单,或医保行改自费
-- next_en: Put the gift on a receipt of its own
-- basis:   医疗保障基金使用监督管理条例 第十五条、第十九条
-- since:   2021-05-01
SELECT min(l.line) AS line, min(l.name) AS name, count(*) AS gifts
FROM line l
WHERE l.gift = 1
HAVING count(*) > 0;
