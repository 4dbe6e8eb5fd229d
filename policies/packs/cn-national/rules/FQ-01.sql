-- id:      FQ-01
-- title:   短时间多人刷卡 / Several people in a short time
-- effect:  confirm
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, past_till
-- param:   multi_person_n integer 3 open 2..20
-- param:   multi_person_window_s integer 300 open 60..900
-- stops:   G, P4, I2
-- zh:      {seconds}秒内第{holders}个人的医保凭证,请写明原因
-- en:      {holders} people's credentials in {seconds} seconds: give the reason
-- next_zh: 核对是不是本人,写明原因
-- next_en: Check that it is the person, and give the reason
-- basis:   内部管控要求(无明文规定)
-- since:   2021-05-01
-- note:    distinct holders of fund sales at this till, the present one included. A family at the till is no gang
SELECT b.earlier + 1 AS holders, :multi_person_window_s AS seconds
FROM (
  SELECT count(DISTINCT t.person) AS earlier
  FROM sale s CROSS JOIN past_till t
  WHERE t.at_ms >= s.now_ms - :multi_person_window_s * 1000 AND t.kind = 'sale' AND t.fund = 1
    AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = t.person)
) b
WHERE b.earlier + 1 >= :multi_person_n;
