-- id:      RX-01
-- title:   处方药无处方 / Prescription needed
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, rx_medicine
-- needs:   line.rx_class
-- stops:   P2
-- zh:      「{name}」是处方药,请先取得处方
-- en:      "{name}" is a prescription medicine: a prescription is needed
-- next_zh: 请顾客提供处方,或到医院、互联网医院开方
-- next_en: Ask for the prescription, or send the customer to a doctor
-- basis:   药品管理法 第五十四条、第五十八条;药品经营和使用质量监督管理办法 第四十二条
-- since:   2024-01-01
-- note:    what a pharmacy may never sell is SP-01, with or without a prescription
SELECT l.line AS line, l.name AS name, CASE WHEN l.rx_class IS NULL THEN 'line.rx_class' END AS missing
FROM line l
WHERE l.kind = 'drug' AND (l.rx_class IS NULL OR l.rx_class = 'Rx')
  AND l.special IS NOT 'never_retail'
  AND NOT EXISTS (SELECT 1 FROM prescription x WHERE x.number = l.prescription);
