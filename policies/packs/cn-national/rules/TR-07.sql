-- id:      TR-07
-- title:   码没有登记 / Code in no register
-- effect:  approve
-- scope:   sale
-- on:      line
-- guard:   sale, code
-- stops:   P5, I3
-- zh:      「{name}」尾号{code_tail}的码没有入库和商品登记
-- en:      The code ending in {code_tail} for "{name}" is in no register
-- next_zh: 请药师核对药盒和入库单,确认是这个药再放行
-- next_en: A pharmacist compares pack and delivery note, and approves when they agree
-- basis:   药品管理法 第五十六条、第五十七条
-- since:   2025-01-01
-- note:    a code of another product is TR-06; what is no traceability code is TR-03; a code that was sold and came
--          back is TR-05. Medicine that was bought back shows up here
SELECT c.line AS line, l.name AS name, c.code AS code, substr(c.code, 15) AS code_tail
FROM code c JOIN line l ON l.line = c.line
WHERE c.sku IS NULL AND c.state IS NULL
  AND (c.form = 'gs1' OR (c.is_digits = 1 AND length(c.code) = 20 AND substr(c.code, 1, 1) = '8'))
  AND NOT EXISTS (SELECT 1 FROM past_code h WHERE h.code = c.code);
