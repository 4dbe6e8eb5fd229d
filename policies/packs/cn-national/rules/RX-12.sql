-- id:      RX-12
-- title:   审方和收银同一人 / Reviewer is the cashier
-- effect:  confirm
-- scope:   sale
-- on:      sale
-- guard:   sale, prescription
-- stops:   P2
-- zh:      处方{prescription}的审方和收银是同一人,请写明原因
-- en:      Prescription {prescription} was reviewed by the cashier: give the reason
-- next_zh: 换人收银,或写明原因
-- next_en: Have somebody else at the till, or give the reason
-- basis:   药品经营质量管理规范
-- since:   2021-05-01
SELECT x.number AS prescription, x.reviewed_by AS reviewer
FROM prescription x CROSS JOIN sale s
WHERE x.reviewed_by = s.operator
  AND EXISTS (SELECT 1 FROM line l WHERE l.prescription = x.number);
