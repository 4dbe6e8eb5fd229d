-- id:      LM-02
-- title:   限儿童用药 / Limited to children
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund, child_limit
-- needs:   person.age_years
-- param:   child_age_max integer 14 open 14..18
-- stops:   P3
-- zh:      「{name}」医保只付{age_max}岁及以下儿童
-- en:      "{name}" is paid for children up to {age_max} only
-- next_zh: 顾客同意后这一行改自费
-- next_en: Move the line to self-paid when the customer agrees
-- basis:   国家基本医疗保险、工伤保险和生育保险药品目录
-- since:   2021-05-01
-- note:    completed years; the age the limit names goes before the parameter
SELECT l.line AS line, l.name AS name, coalesce(l.limit_age_max, :child_age_max) AS age_max,
  CASE WHEN p.age_years IS NULL THEN 'person.age_years' END AS missing
FROM line l LEFT JOIN person p ON 1 = 1
WHERE l.pay = 'fund' AND l.limit_child = 1
  AND (p.age_years IS NULL OR p.age_years > coalesce(l.limit_age_max, :child_age_max));
