-- id:      RB-01
-- title:   异地不走统筹 / No pooled payment for insured from elsewhere
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, pooled
-- needs:   person.region
-- stops:   X, P3
-- zh:      外省参保人在本省药店不能用统筹基金
-- en:      The pooled fund is not open to people insured in another province
-- next_zh: 改个人账户或自费
-- next_en: Pay from the personal account or privately
-- basis:   示例乙省异地就医结算办法(虚构)
-- since:   2026-01-01
-- note:    the province is the first two digits
SELECT p.region AS region, CASE WHEN p.region IS NULL THEN 'person.region' END AS missing
FROM person p CROSS JOIN pharmacy f
WHERE p.region IS NULL OR substr(p.region, 1, 2) IS NOT substr(f.region, 1, 2);
