-- id:      ID-03
-- title:   人证不符 / Person and credential differ
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, person_note
-- stops:   I1, I2, P4
-- zh:      出示的证件和医保凭证不是同一个人
-- en:      The document shown and the credential belong to different people
-- next_zh: 请出示本人凭证,代购请登记;或改自费
-- next_en: Show the person's own credential, register an agent, or sell self-paid
-- basis:   医疗保障基金使用监督管理条例 第十五条、第三十八条、第四十一条
-- since:   2021-05-01
SELECT p.verified AS verified
FROM person p
WHERE p.document_match = 0;
