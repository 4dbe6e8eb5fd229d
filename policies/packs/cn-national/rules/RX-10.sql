-- id:      RX-10
-- title:   未审方 / Not reviewed by a pharmacist
-- effect:  block
-- scope:   sale
-- on:      sale
-- guard:   sale, prescription
-- stops:   P2
-- zh:      处方{prescription}药师还没有审核
-- en:      Prescription {prescription} has not been reviewed by a pharmacist
-- next_zh: 请药师审方后重审
-- next_en: Have a pharmacist review it, then review the sale again
-- basis:   药品经营和使用质量监督管理办法 第四十二条;零售药店医疗保障定点管理暂行办法
-- since:   2024-01-01
-- note:    a review before the issue or after now is none
SELECT x.number AS prescription
FROM prescription x CROSS JOIN sale s
WHERE EXISTS (SELECT 1 FROM line l WHERE l.prescription = x.number)
  AND (x.reviewed_by IS NULL OR x.reviewed_ms IS NULL
       OR x.reviewed_ms < x.issued_ms OR x.reviewed_ms > s.now_ms);
