-- id:      RX-07
-- title:   药品不在处方上 / Not on the prescription
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, prescription
-- stops:   P2
-- zh:      处方上没有「{name}」
-- en:      "{name}" is not on the prescription
-- next_zh: 换成处方上的药品,或请医生修改处方
-- next_en: Take the medicine that was prescribed, or ask the doctor
-- basis:   药品管理法 第五十八条
-- since:   2019-12-01
-- note:    another maker of the same generic, form and strength is on it; another strength is not
SELECT l.line AS line, l.name AS name, l.prescription AS prescription, l.rx_key AS rx_key
FROM line l
WHERE EXISTS (SELECT 1 FROM prescription x WHERE x.number = l.prescription)
  AND NOT EXISTS (SELECT 1 FROM prescription_item i
                  WHERE i.prescription = l.prescription AND i.rx_key = l.rx_key);
