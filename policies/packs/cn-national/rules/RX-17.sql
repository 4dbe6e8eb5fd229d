-- id:      RX-17
-- title:   审方过快 / Very fast review
-- effect:  record
-- scope:   sale
-- on:      sale
-- guard:   sale, prescription
-- param:   review_min_ms integer 5000 open 0..60000
-- stops:   P2
-- zh:      处方{prescription}审方太快,已记录
-- en:      Prescription {prescription} was reviewed very fast: recorded
-- basis:   药品经营和使用质量监督管理办法 第四十二条
-- since:   2024-01-01
-- note:    three items or more; who does not tell when the review began is not judged
SELECT x.number AS prescription, x.reviewed_ms - x.review_started_ms AS took_ms, count(*) AS items
FROM prescription x JOIN prescription_item i ON i.prescription = x.number
WHERE x.reviewed_ms - x.review_started_ms < :review_min_ms
GROUP BY x.number, x.reviewed_ms, x.review_started_ms
HAVING count(*) >= 3;
