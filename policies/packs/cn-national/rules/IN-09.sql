-- id:      IN-09
-- title:   审方药师支付资格暂停 / Pharmacist's payment eligibility suspended
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, prescription
-- needs:   prescription.reviewer_eligible
-- stops:   P2, P7
-- zh:      审方药师的医保支付资格已暂停或终止
-- en:      The reviewing pharmacist's eligibility for fund payment is suspended or ended
-- next_zh: 换一位有支付资格的药师重新审方
-- next_en: Have a pharmacist who is eligible review the prescription
-- basis:   医保发〔2024〕23号(定点医药机构相关人员医保支付资格管理)
-- since:   2024-09-01
-- note:    no review at all is RX-10
SELECT x.number AS prescription,
  CASE WHEN x.reviewer_eligible IS NULL THEN 'prescription.reviewer_eligible' END AS missing
FROM prescription x
WHERE x.reviewed_by IS NOT NULL AND x.reviewer_eligible IS NOT 1
  AND EXISTS (SELECT 1 FROM line l WHERE l.prescription = x.number AND l.pay = 'fund');
