-- id:      EL-05
-- title:   不在目录有效期 / Outside the catalogue's days
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund, listing
-- stops:   P3
-- zh:      「{name}」今天不在医保目录有效期内
-- en:      "{name}" is not in the insurance catalogue today
-- next_zh: 顾客同意后这一行改自费
-- next_en: Move the line to self-paid when the customer agrees
-- basis:   国家基本医疗保险、工伤保险和生育保险药品目录
-- since:   2021-05-01
SELECT l.line AS line, l.name AS name, l.catalogue_from_day AS from_day, l.catalogue_until_day AS until_day
FROM sale s CROSS JOIN line l
WHERE l.pay = 'fund' AND (s.day < l.catalogue_from_day OR s.day > l.catalogue_until_day);
