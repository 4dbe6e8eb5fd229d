-- id:      TR-05
-- title:   追溯码已售 / Pack sold before
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, code
-- stops:   P5, I3
-- zh:      尾号{code_tail}的这盒已经卖过
-- en:      The pack ending in {code_tail} was sold before
-- next_zh: 换一盒;把这盒放到一边并报告店长
-- next_en: Take another pack; set this one aside and tell the manager
-- basis:   药品追溯码采集应用联合通知(2025年);医疗保障基金使用监督管理条例 第四十条
-- since:   2025-01-01
-- note:    the register knows best; a code it does not know is judged by its history: sold and not given back
--          since. A split pack is sold many times (TR-10)
SELECT min(c.line) AS line, c.code AS code, substr(c.code, 15) AS code_tail
FROM code c JOIN line l ON l.line = c.line
WHERE l.split_units IS NULL
  AND (c.state = 'sold'
       OR (c.state IS NULL AND EXISTS (
             SELECT 1 FROM past_code h
             WHERE h.code = c.code AND h.kind = 'sale'
               AND NOT EXISTS (SELECT 1 FROM past_code r
                               WHERE r.code = h.code AND r.kind <> 'sale' AND r.at_ms >= h.at_ms))))
GROUP BY c.code;
