-- id:      QT-06
-- title:   年度额度已用完 / Yearly ceiling reached
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, pooled, person_note
-- stops:   P3
-- zh:      门诊统筹年度额度已用完
-- en:      The yearly ceiling of pooled payment is reached
-- next_zh: 改个人账户或自费
-- next_en: Pay from the account or privately
-- basis:   统筹地区医保部门规定(各地不同)
-- since:   2021-05-01
-- note:    by the platform's word; where it says nothing it refuses the settlement itself
SELECT p.pooled_left_fen AS left_fen
FROM person p
WHERE p.pooled_left_fen <= 0;
