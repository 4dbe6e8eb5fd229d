-- id:      RX-03
-- title:   处方签名无效 / Signature invalid
-- effect:  block
-- scope:   sale
-- on:      sale
-- guard:   sale, prescription
-- stops:   P2, I1
-- zh:      处方{prescription}没有有效签名
-- en:      Prescription {prescription} has no valid signature
-- next_zh: 请医生重新开具处方
-- next_en: Ask the doctor for a new prescription
-- basis:   处方管理办法;医疗保障基金使用监督管理条例 第二十条、第四十条
-- since:   2021-05-01
SELECT x.number AS prescription, x.signature AS signature
FROM prescription x
WHERE x.signature <> 'valid' AND EXISTS (SELECT 1 FROM line l WHERE l.prescription = x.number);
