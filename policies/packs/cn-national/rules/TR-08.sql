-- id:      TR-08
-- title:   追溯码已停售 / Pack withdrawn from sale
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, code
-- stops:   P7
-- zh:      尾号{code_tail}的这盒已停售
-- en:      The pack ending in {code_tail} was withdrawn from sale
-- next_zh: 单独存放并报告店长,换一盒
-- next_en: Set it aside, tell the manager, sell another
-- basis:   药品管理法 第八十二条
-- since:   2025-01-01
-- note:    quarantined, recalled, destroyed or stolen
SELECT c.line AS line, c.code AS code, substr(c.code, 15) AS code_tail, c.state AS state
FROM code c
WHERE c.state IN ('quarantined', 'recalled', 'destroyed', 'stolen');
