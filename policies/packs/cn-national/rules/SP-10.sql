-- id:      SP-10
-- title:   毒性药品条件不全 / Conditions for toxic medicine
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, special
-- absent:  pharmacy.toxic_ok, prescription.stamped
-- param:   toxic_days_max integer 2 lower 1..2
-- stops:   P7
-- zh:      毒性药品「{name}」要指定药店、盖章处方,不超过{days_max}日极量
-- en:      Toxic medicine "{name}": named shop, stamped prescription, at most {days_max} days
-- next_zh: 请顾客到指定药店,或换盖章处方
-- next_en: A named shop, or a stamped prescription
-- basis:   医疗用毒性药品管理办法 第九条
-- since:   2021-05-01
-- note:    a prescription that does not say for how many days does not count
SELECT l.line AS line, l.name AS name, :toxic_days_max AS days_max
FROM line l CROSS JOIN pharmacy f
WHERE l.special = 'toxic'
  AND (f.toxic_ok IS NOT 1
       OR NOT EXISTS (SELECT 1 FROM prescription x
                        JOIN prescription_item i ON i.prescription = x.number AND i.rx_key = l.rx_key
                      WHERE x.number = l.prescription AND x.stamped = 1 AND i.days <= :toxic_days_max));
