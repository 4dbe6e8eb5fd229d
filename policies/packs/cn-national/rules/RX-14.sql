-- id:      RX-14
-- title:   处方用过 / Prescription seen before
-- effect:  approve
-- scope:   sale
-- on:      sale
-- guard:   sale, prescription
-- needs:   prescription.patient
-- stops:   P2, I1
-- zh:      处方{prescription}的编号或图片给别人用过
-- en:      Number or picture of prescription {prescription} was used for somebody else
-- next_zh: 请药师核对处方原件后放行
-- next_en: A pharmacist compares the original, then approves
-- basis:   医疗保障基金使用监督管理条例 第二十条、第四十条
-- since:   2021-05-01
-- note:    the same number for another patient, or the same picture under any other number
SELECT x.number AS prescription, r.same AS same,
  CASE WHEN r.same = 'number' AND x.patient IS NULL THEN 'prescription.patient' END AS missing
FROM prescription x JOIN rx_seen r ON r.prescription = x.number
WHERE EXISTS (SELECT 1 FROM line l WHERE l.prescription = x.number)
  AND (r.same = 'picture' OR (r.patient IS NOT NULL AND r.patient IS NOT x.patient))
GROUP BY x.number, x.patient, r.same;
