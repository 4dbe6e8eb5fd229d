-- id:      RX-08
-- title:   超过处方数量 / More than prescribed
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, prescription
-- stops:   P2
-- zh:      「{rx_key}」处方只剩{left_milli}盒,本次{asked_milli}盒
-- en:      "{rx_key}": {left_milli} left on the prescription, {asked_milli} asked
-- next_zh: 减少数量,或请医生重新开具处方
-- next_en: Sell fewer, or ask the doctor for a new prescription
-- basis:   药品管理法 第五十八条;医疗保障基金使用监督管理条例 第十五条
-- since:   2021-05-01
-- note:    all lines of one prescription key together; split packs stay out
SELECT min(l.line) AS line, l.prescription AS prescription, l.rx_key AS rx_key,
  i.quantity_milli - coalesce(u.quantity_milli, 0) AS left_milli, sum(l.quantity_milli) AS asked_milli
FROM line l
  JOIN prescription_item i ON i.prescription = l.prescription AND i.rx_key = l.rx_key
  LEFT JOIN rx_used u ON u.prescription = l.prescription AND u.rx_key = l.rx_key
WHERE l.split_units IS NULL
GROUP BY l.prescription, l.rx_key, i.quantity_milli, u.quantity_milli
HAVING coalesce(u.quantity_milli, 0) < i.quantity_milli
  AND i.quantity_milli < coalesce(u.quantity_milli, 0) + sum(l.quantity_milli);
