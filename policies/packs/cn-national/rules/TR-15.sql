-- id:      TR-15
-- title:   退的不是卖的那盒 / Not the pack that was sold
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   refund, code
-- stops:   P5, I3
-- zh:      尾号{code_tail}的这盒不是原小票卖出的
-- en:      The pack ending in {code_tail} is not one of the original receipt
-- next_zh: 请顾客拿原来那盒来退
-- next_en: Ask for the pack that was sold
-- basis:   药品追溯码采集应用联合通知(2025年);医疗保障基金使用监督管理条例 第十九条
-- since:   2025-01-01
SELECT c.line AS line, c.code AS code, substr(c.code, 15) AS code_tail
FROM code c CROSS JOIN sale s LEFT JOIN past_code h
  ON h.code = c.code AND h.kind = 'sale' AND h.receipt = s.refund_of
WHERE h.code IS NULL;
