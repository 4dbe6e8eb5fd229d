-- id:      FQ-09
-- title:   参保人住院或已注销 / In hospital or deceased
-- effect:  approve
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, person_note
-- stops:   I2, G
-- zh:      医保平台显示参保人住院中或已注销
-- en:      By the platform the person is in hospital or deceased
-- next_zh: 请药师核对证件和情况后放行,或改自费
-- next_en: A pharmacist checks document and circumstances, or self-paid
-- basis:   医疗保障基金使用监督管理条例 第四十条
-- since:   2021-05-01
SELECT p.in_hospital AS in_hospital, p.deceased AS deceased
FROM person p
WHERE p.in_hospital = 1 OR p.deceased = 1;
