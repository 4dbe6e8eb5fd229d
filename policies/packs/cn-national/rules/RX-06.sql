-- id:      RX-06
-- title:   处方已取完 / Prescription used up
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, prescription
-- stops:   P2
-- zh:      处方上的「{rx_key}」已经取完
-- en:      "{rx_key}" on the prescription was dispensed in full
-- next_zh: 请医生重新开具处方
-- next_en: Ask the doctor for a new prescription
-- basis:   医疗保障基金使用监督管理条例 第十五条
-- since:   2021-05-01
-- note:    by prescription key, so another maker of the same generic, form and strength counts; what is left but
--          not enough is RX-08
SELECT min(l.line) AS line, l.prescription AS prescription, l.rx_key AS rx_key,
  i.quantity_milli AS ordered_milli, u.quantity_milli AS used_milli
FROM line l
  JOIN prescription_item i ON i.prescription = l.prescription AND i.rx_key = l.rx_key
  JOIN rx_used u ON u.prescription = l.prescription AND u.rx_key = l.rx_key
WHERE u.quantity_milli >= i.quantity_milli
GROUP BY l.prescription, l.rx_key, i.quantity_milli, u.quantity_milli;
