-- id:      RX-05
-- title:   处方过期 / Prescription not valid today
-- effect:  block
-- scope:   sale
-- on:      sale
-- guard:   sale, prescription
-- param:   rx_valid_days_max integer 3 lower 1..3
-- param:   erx_valid_days_max integer 3 open 1..7
-- stops:   P2
-- zh:      处方{prescription}今天不在有效期内
-- en:      Prescription {prescription} is not valid today
-- next_zh: 请医生重新开具处方
-- next_en: Ask the doctor for a new prescription
-- basis:   处方管理办法;长期处方管理规范(试行)
-- since:   2021-05-01
-- note:    the day of issue is day 1; last day is the doctor's (the day of issue if none), and never after the
--          maximum unless the prescription is long-term
SELECT x.number AS prescription, x.issued_day AS issued_day, x.valid_until_day AS valid_until_day
FROM prescription x CROSS JOIN sale s
WHERE EXISTS (SELECT 1 FROM line l WHERE l.prescription = x.number)
  AND (x.issued_ms > s.now_ms
       OR s.day > coalesce(x.valid_until_day, x.issued_day)
       OR (x.long_term = 0 AND s.day > x.issued_day - 1
             + CASE x.kind WHEN 'electronic' THEN :erx_valid_days_max ELSE :rx_valid_days_max END));
