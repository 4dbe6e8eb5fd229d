-- id:      TR-13
-- title:   刚退的药又刷医保 / Just refunded, now on the fund
-- effect:  approve
-- scope:   fund
-- on:      line
-- guard:   sale, fund, code
-- param:   refund_again_hours integer 24 raise 24..168
-- stops:   P5, I3
-- zh:      尾号{code_tail}的这盒刚自费退货,现在刷另一人的医保
-- en:      The pack ending in {code_tail} was just given back privately and is now put on another's insurance
-- next_zh: 请药师核对后放行,或换一盒
-- next_en: A pharmacist checks, or another pack is sold
-- basis:   医疗保障基金使用监督管理条例 第十九条、第四十条
-- since:   2025-01-01
-- note:    a code that was never given back is TR-05
SELECT min(c.line) AS line, c.code AS code, substr(c.code, 15) AS code_tail
FROM code c
  JOIN line l ON l.line = c.line
  JOIN past_code h ON h.code = c.code
  CROSS JOIN sale s
WHERE l.pay = 'fund' AND h.kind <> 'sale' AND h.pay = 'self'
  AND h.at_ms >= s.now_ms - :refund_again_hours * 3600000
  AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = h.person)
GROUP BY c.code;
