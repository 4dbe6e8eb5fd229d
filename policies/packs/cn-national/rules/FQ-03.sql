-- id:      FQ-03
-- title:   当天替多人代购 / One agent for several people today
-- effect:  approve
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, agent
-- param:   agent_day_n integer 3 open 2..20
-- stops:   G, I2
-- zh:      同一代购人或电话今天替{holders}人刷医保,请药师核对
-- en:      One agent or phone for {holders} people today
-- next_zh: 请药师核对代购人和参保人后放行
-- next_en: A pharmacist checks agent and persons, then approves
-- basis:   医疗保障基金使用监督管理条例 第十七条、第四十一条
-- since:   2021-05-01
-- note:    distinct holders of fund sales of this calendar day, the present one included; agent and phone each by itself
SELECT CASE WHEN b.by_agent > b.by_phone THEN b.by_agent ELSE b.by_phone END + 1 AS holders
FROM (
  SELECT
    (SELECT count(DISTINCT h.person) FROM past_agent h CROSS JOIN agent a CROSS JOIN sale s
     WHERE h.agent = a.id AND h.kind = 'sale' AND h.fund = 1 AND h.day = s.day
       AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = h.person)) AS by_agent,
    (SELECT count(DISTINCT h.person) FROM past_agent h CROSS JOIN agent a CROSS JOIN sale s
     WHERE h.phone = a.phone AND h.kind = 'sale' AND h.fund = 1 AND h.day = s.day
       AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = h.person)) AS by_phone
) b
WHERE b.by_agent + 1 >= :agent_day_n OR b.by_phone + 1 >= :agent_day_n;
