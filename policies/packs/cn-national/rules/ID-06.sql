-- id:      ID-06
-- title:   代购人数多 / Agent for many people
-- effect:  confirm
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, agent
-- param:   agent_max_principals integer 3 open 1..5
-- stops:   G, I2
-- zh:      这位代购人近30天替{holders}人刷过医保,请写明原因
-- en:      This agent bought for {holders} people in 30 days: give the reason
-- next_zh: 写明原因;养老院等集中代购请先备案
-- next_en: Give the reason; a care home has its agent put on the list
-- basis:   内部管控要求(无明文规定)
-- since:   2021-05-01
-- note:    distinct holders of fund sales in 30 times 24 hours, the present one included
SELECT b.earlier + 1 AS holders, :agent_max_principals AS allowed
FROM (
  SELECT count(DISTINCT h.person) AS earlier
  FROM agent a CROSS JOIN sale s
    JOIN past_agent h ON h.agent = a.id
  WHERE h.kind = 'sale' AND h.fund = 1 AND h.at_ms >= s.now_ms - 2592000000
    AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = h.person)
) b
WHERE b.earlier + 1 > :agent_max_principals;
