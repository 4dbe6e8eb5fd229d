-- id:      ID-09
-- title:   人脸核验未通过 / Face check failed
-- effect:  approve
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, person_note
-- stops:   I2
-- zh:      人脸核验没通过,请看证件
-- en:      The face check failed: look at the document
-- next_zh: 请药师核对证件后放行
-- next_en: A pharmacist compares the document, then approves
-- basis:   个人信息保护法;统筹地区医保部门规定(各地不同)
-- since:   2021-11-01
-- note:    never the only means: who has no face check is not asked for one, and a document that matches stands for it
SELECT p.verified AS verified
FROM person p
WHERE p.face_check = 'failed' AND p.document_match IS NULL;
