-- id:      TR-06
-- title:   追溯码与商品不符 / Code of another product
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, code
-- stops:   P1
-- zh:      尾号{code_tail}的码不是「{name}」的
-- en:      The code ending in {code_tail} does not belong to "{name}"
-- next_zh: 扫这一行商品的药盒,或改正商品
-- next_en: Scan a pack of this product, or correct the line
-- basis:   医疗保障基金使用监督管理条例 第十五条、第三十八条
-- since:   2025-01-01
-- note:    a code no register knows is TR-07
SELECT c.line AS line, l.name AS name, c.code AS code, substr(c.code, 15) AS code_tail
FROM code c JOIN line l ON l.line = c.line
WHERE c.sku IS NOT NULL AND c.sku IS NOT l.sku;
