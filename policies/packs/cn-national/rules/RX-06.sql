-- id:      RX-06
-- title:   处方已取完 / Prescription used up
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, prescription
-- zh:      处方上的「{rx_key}」已经取完
-- en:      "{rx_key}" on the prescription was dispensed in full
-- next_zh: 请医生重新开具处方
-- next_en: Ask the doctor for a new prescription
-- basis:   医疗保障基金使用监督管理条例 第十五条
-- since:   2021-05-01
-- note:    by prescription key, so another maker of the same generic, form and strength counts; what is left but
--          not enough is RX-08
WITH ordered AS (
  SELECT i.prescription AS prescription, i.rx_key AS rx_key, sum(i.quantity_milli) AS milli
  FROM prescription_item i
  GROUP BY i.prescription, i.rx_key
), used AS (
  SELECT u.prescription AS prescription, u.rx_key AS rx_key, sum(u.quantity_milli) AS milli
  FROM rx_used u
  GROUP BY u.prescription, u.rx_key
)
SELECT min(l.line) AS line, l.prescription AS prescription, l.rx_key AS rx_key,
  o.milli AS ordered_milli, u.milli AS used_milli
FROM line l
  JOIN ordered o ON o.prescription = l.prescription AND o.rx_key = l.rx_key
  JOIN used u ON u.prescription = l.prescription AND u.rx_key = l.rx_key
WHERE u.milli >= o.milli
GROUP BY l.prescription, l.rx_key, o.milli, u.milli;
