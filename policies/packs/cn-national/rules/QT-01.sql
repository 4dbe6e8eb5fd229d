-- id:      QT-01
-- title:   处方天数超限 / Too many days on the prescription
-- effect:  approve
-- scope:   sale
-- on:      line
-- guard:   sale, prescription
-- param:   days_normal integer 7 lower 1..7
-- param:   days_emergency integer 3 lower 1..3
-- param:   days_chronic integer 30 open 30..84
-- param:   days_long integer 84 lower 28..84
-- param:   days_psych2 integer 7 lower 1..7
-- stops:   P3
-- zh:      「{rx_key}」开了{days}天,一般不超过{allowed}天
-- en:      "{rx_key}" is prescribed for {days} days, the limit is {allowed}
-- next_zh: 请药师核对医师注明的理由
-- next_en: A pharmacist checks the doctor's reason
-- basis:   处方管理办法 第十九条;长期处方管理规范(试行)
-- since:   2021-05-01
-- note:    psychotropics 7 days always; else emergency, long prescription, chronic settlement, any other, in this order
SELECT b.line AS line, b.rx_key AS rx_key, b.days AS days, b.allowed AS allowed
FROM (
  SELECT min(l.line) AS line, i.rx_key AS rx_key, i.days AS days,
    CASE WHEN max(CASE WHEN l.special = 'psych2' THEN 1 ELSE 0 END) = 1 THEN :days_psych2
         WHEN x.emergency = 1 THEN :days_emergency
         WHEN x.long_term = 1 THEN :days_long
         WHEN s.settlement = 'chronic' THEN :days_chronic
         ELSE :days_normal END AS allowed
  FROM line l
    JOIN prescription x ON x.number = l.prescription
    JOIN prescription_item i ON i.prescription = l.prescription AND i.rx_key = l.rx_key
    CROSS JOIN sale s
  GROUP BY i.prescription, i.rx_key, i.days, x.emergency, x.long_term, s.settlement
) b
WHERE b.days > b.allowed;
