-- id:      TR-14
-- title:   追溯码未释放 / Pack held by another sale
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, code
-- stops:   P5
-- zh:      尾号{code_tail}的这盒还在另一单结算中
-- en:      The pack ending in {code_tail} is held by another sale that is not certain yet
-- next_zh: 等那一单有结果,或换一盒
-- next_en: Wait for that sale's outcome, or sell another pack
-- basis:   内部管控要求(无明文规定)
-- since:   2025-01-01
SELECT c.line AS line, c.code AS code, substr(c.code, 15) AS code_tail
FROM code c
WHERE c.state = 'reserved';
