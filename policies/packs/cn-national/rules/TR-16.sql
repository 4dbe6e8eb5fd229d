-- id:      TR-16
-- title:   扫了箱码 / Code of a case
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, code
-- stops:   P1
-- zh:      尾号{code_tail}的码是箱码,不是单盒的
-- en:      The code ending in {code_tail} is of a case, not of a pack
-- next_zh: 打开包装,扫单盒上的追溯码
-- next_en: Open it and scan the code on the single pack
-- basis:   内部管控要求(无明文规定)
-- since:   2025-01-01
SELECT c.line AS line, c.code AS code, substr(c.code, 15) AS code_tail
FROM code c
WHERE c.level = 'case';
