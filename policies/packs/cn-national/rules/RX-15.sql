-- id:      RX-15
-- title:   开方过于集中 / Implausible issue rate
-- effect:  warn
-- scope:   sale
-- on:      sale
-- guard:   sale, prescription
-- param:   issue_gap_s integer 60 open 0..600
-- param:   issue_day_n integer 120 lower 20..120
-- param:   issue_night_until_minute integer 0 raise 0..360
-- stops:   P2
-- zh:      处方{prescription}的医师开方过于集中,请药师留意
-- en:      The doctor of prescription {prescription} issues at an implausible rate
-- next_zh: 请药师核对处方
-- next_en: A pharmacist looks at the prescription
-- basis:   医疗保障基金使用监督管理条例 第四十条
-- since:   2021-05-01
-- note:    another prescription of the doctor within the gap, more than so many that day, or issued between midnight and
--          the minute a region sets (0: nights do not matter; emergencies never count)
SELECT x.number AS prescription, count(DISTINCT h.number) AS others
FROM prescription x LEFT JOIN past_doctor h ON h.prescription = x.number
WHERE EXISTS (SELECT 1 FROM line l WHERE l.prescription = x.number)
GROUP BY x.number, x.issued_ms, x.issued_day, x.emergency
HAVING count(DISTINCT h.number) + 1 > :issue_day_n
  OR count(DISTINCT CASE WHEN abs(h.issued_ms - x.issued_ms) < :issue_gap_s * 1000 THEN h.number END) > 0
  OR (x.emergency = 0 AND x.issued_ms + 28800000 - x.issued_day * 86400000 < :issue_night_until_minute * 60000);
