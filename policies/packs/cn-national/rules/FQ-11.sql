-- id:      FQ-11
-- title:   短时间异地刷卡 / Two places faster than one can travel
-- effect:  approve
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, past_day
-- param:   travel_kmh integer 80 open 60..300
-- stops:   I2, X
-- zh:      这张凭证刚在{metres}米外的药店刷过,请药师核对
-- en:      The credential was just used in a shop {metres} metres away
-- next_zh: 请药师核对本人后放行
-- next_en: A pharmacist checks that it is the person
-- basis:   医疗保障基金使用监督管理条例 第十七条
-- since:   2021-05-01
-- note:    fund sales of the last day at shops whose distance is told
SELECT max(h.distance_m) AS metres
FROM sale s CROSS JOIN past_person h
WHERE h.kind = 'sale' AND h.pay = 'fund' AND h.at_ms >= s.now_ms - 86400000
  AND h.distance_m * 3600 > :travel_kmh * (s.now_ms - h.at_ms)
HAVING count(*) > 0;
