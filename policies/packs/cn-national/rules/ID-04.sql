-- id:      ID-04
-- title:   本人未到场未登记代购 / Holder absent, no agent registered
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, person_note
-- stops:   I2, P4
-- zh:      参保人本人没来,请登记代购人
-- en:      The insured person is not here: register the agent
-- next_zh: 登记代购人和双方证件后重审
-- next_en: Register the agent with both documents, then review again
-- basis:   医疗保障基金使用监督管理条例 第十七条
-- since:   2021-05-01
-- note:    an agent whose documents are incomplete is ID-05
SELECT p.verified AS verified
FROM person p
WHERE p.present = 0 AND NOT EXISTS (SELECT 1 FROM agent a);
