-- id:      RX-11
-- title:   审方药师不合要求 / Reviewer not on duty or not registered here
-- effect:  block
-- scope:   sale
-- on:      sale
-- guard:   sale, prescription
-- absent:  prescription.reviewer_on_duty, prescription.reviewer_registered
-- stops:   P2
-- zh:      审方药师不在岗,或没有注册在本店
-- en:      The reviewing pharmacist is not on duty or not registered here
-- next_zh: 请本店在岗的执业药师重新审方
-- next_en: Have a pharmacist of this shop who is on duty review it
-- basis:   药品经营和使用质量监督管理办法 第四十二条
-- since:   2024-01-01
-- note:    a pharmacist the shop does not know is neither on duty nor registered; no review at all is RX-10
SELECT x.number AS prescription, x.reviewer_on_duty AS on_duty, x.reviewer_registered AS registered
FROM prescription x
WHERE EXISTS (SELECT 1 FROM line l WHERE l.prescription = x.number)
  AND x.reviewed_by IS NOT NULL
  AND (x.reviewer_on_duty IS NOT 1 OR x.reviewer_registered IS NOT 1);
