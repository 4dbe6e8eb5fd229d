-- id:      RX-09
-- title:   处方不是本人的 / Another person's prescription
-- effect:  block
-- scope:   sale
-- on:      sale
-- guard:   sale, prescription
-- needs:   prescription.patient, person.id
-- stops:   P2, I2
-- zh:      处方{prescription}不是本次购药人的
-- en:      Prescription {prescription} is for another person
-- next_zh: 核对参保人和处方,用本人的处方
-- next_en: Check the person and the prescription; use the right one
-- basis:   医疗保障基金使用监督管理条例 第十五条、第十七条
-- since:   2021-05-01
SELECT x.number AS prescription,
  CASE WHEN x.patient IS NULL THEN 'prescription.patient'
       WHEN p.id IS NULL THEN 'person.id' END AS missing
FROM prescription x LEFT JOIN person p ON 1 = 1
WHERE EXISTS (SELECT 1 FROM line l WHERE l.prescription = x.number)
  AND (x.patient IS NULL OR p.id IS NULL OR x.patient IS NOT p.id);
