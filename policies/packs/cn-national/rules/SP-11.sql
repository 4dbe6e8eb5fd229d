-- id:      SP-11
-- title:   运动员慎用 / Caution for athletes
-- effect:  warn
-- scope:   sale
-- on:      line
-- guard:   sale, label
-- stops:   P7
-- zh:      「{name}」运动员慎用
-- en:      "{name}": athletes take care
-- next_zh: 提醒顾客,问清用途
-- next_en: Tell the customer and ask
-- basis:   反兴奋剂条例 第十七条
-- since:   2021-05-01
SELECT l.line AS line, l.name AS name
FROM sale s CROSS JOIN line l
WHERE l.athlete_caution = 1 AND s.athlete = 1;
