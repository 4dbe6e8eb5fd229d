-- id:      LM-10
-- title:   双通道条件不全 / Dual-channel conditions missing
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund, dual_channel
-- absent:  prescription.dual_doctor, pharmacy.dual_ok
-- stops:   P2, P3
-- zh:      双通道药品「{name}」条件不全:要定点药店、责任医师和电子处方
-- en:      "{name}" needs a designated shop, a designated doctor and an electronic prescription
-- next_zh: 请顾客到双通道药店,或改自费
-- next_en: A designated shop, or self-paid
-- basis:   医保电子处方流转管理相关通知;国家医保谈判药品双通道管理机制
-- since:   2021-05-01
-- note:    when the settlement itself is dual-channel, the shop is IN-05
SELECT l.line AS line, l.name AS name
FROM line l CROSS JOIN pharmacy f CROSS JOIN sale s
WHERE l.pay = 'fund' AND l.dual_channel = 1
  AND ((f.dual_ok IS NOT 1 AND s.settlement <> 'dual_channel')
       OR NOT EXISTS (SELECT 1 FROM prescription x
                      WHERE x.number = l.prescription AND x.kind = 'electronic' AND x.dual_doctor = 1));
