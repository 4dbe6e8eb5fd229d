-- id:      ID-02
-- title:   凭证核验超时 / Verification too old
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund
-- needs:   person.verified_ms
-- param:   credential_ttl_s integer 600 lower 60..600
-- stops:   P4
-- zh:      凭证核验已超时,请再刷一次
-- en:      The credential was verified too long ago: scan it again
-- next_zh: 请顾客再刷一次医保码或社保卡
-- next_en: Ask the customer to show the code or the card again
-- basis:   医疗保障基金使用监督管理条例 第十五条
-- since:   2021-05-01
-- note:    exactly the limit still passes; a time in the future does not
SELECT s.now_ms - p.verified_ms AS age_ms,
  CASE WHEN p.verified_ms IS NULL THEN 'person.verified_ms' END AS missing
FROM person p CROSS JOIN sale s
WHERE p.verified = 1
  AND (p.verified_ms IS NULL OR p.verified_ms > s.now_ms
       OR s.now_ms - p.verified_ms > :credential_ttl_s * 1000);
