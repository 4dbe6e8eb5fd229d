-- id:      RX-16
-- title:   处方被改过 / Prescription changed
-- effect:  block
-- scope:   sale
-- on:      sale
-- guard:   sale, prescription
-- stops:   I1, P2
-- zh:      处方{prescription}的内容和上次取药时不一样
-- en:      Prescription {prescription} does not hold what it held when it was dispensed before
-- next_zh: 请医生重新开具处方
-- next_en: Ask the doctor for a new prescription
-- basis:   医疗保障基金使用监督管理条例 第二十条
-- since:   2021-05-01
SELECT x.number AS prescription
FROM prescription x
WHERE x.content = 'changed' AND EXISTS (SELECT 1 FROM line l WHERE l.prescription = x.number);
