-- id:      TR-04
-- title:   追溯码重复 / Code scanned twice
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, code
-- stops:   P5
-- zh:      尾号{code_tail}的这盒扫了{times}次
-- en:      The pack ending in {code_tail} was scanned {times} times
-- next_zh: 扫另一盒的追溯码
-- next_en: Scan the next pack
-- basis:   药品追溯码采集应用联合通知(2025年)
-- since:   2025-01-01
-- note:    codes are text: as numbers two neighbouring packs become one
SELECT min(c.line) AS line, c.code AS code, substr(c.code, 15) AS code_tail, count(*) AS times
FROM code c
GROUP BY c.code
HAVING count(*) > 1;
