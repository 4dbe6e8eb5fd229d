-- id:      FQ-05
-- title:   两单间隔太短 / Seconds between two people
-- effect:  record
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, past_till
-- param:   between_persons_s integer 20 open 0..120
-- stops:   G
-- zh:      和上一位参保人间隔太短,已记录
-- en:      Seconds after another person's payment: recorded
-- basis:   内部管控要求(无明文规定)
-- since:   2021-05-01
SELECT s.now_ms - max(t.at_ms) AS gap_ms
FROM sale s CROSS JOIN past_till t
WHERE t.at_ms > s.now_ms - :between_persons_s * 1000 AND t.kind = 'sale' AND t.fund = 1
  AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = t.person)
GROUP BY s.now_ms;
