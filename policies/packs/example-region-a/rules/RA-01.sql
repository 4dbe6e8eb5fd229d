-- id:      RA-01
-- title:   代购人未留电话 / Agent without phone
-- effect:  confirm
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, agent
-- stops:   G, I2
-- zh:      本省要求登记代购人电话
-- en:      This province wants the agent's phone on record
-- next_zh: 补登电话后重审,或写明原因
-- next_en: Enter the phone and review again, or give the reason
-- basis:   示例甲省定点零售药店管理细则(虚构)
-- since:   2026-01-01
SELECT a.own_document AS own_document
FROM agent a
WHERE a.phone IS NULL;
