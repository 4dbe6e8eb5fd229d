-- id:      LM-01
-- title:   限性别用药 / Limited to one sex
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund, sex_limit
-- needs:   person.sex
-- stops:   P3
-- zh:      「{name}」医保只付{sex_zh}性
-- en:      "{name}" is paid for {sex_en} only
-- next_zh: 顾客同意后这一行改自费
-- next_en: Move the line to self-paid when the customer agrees
-- basis:   国家基本医疗保险、工伤保险和生育保险药品目录
-- since:   2021-05-01
SELECT l.line AS line, l.name AS name,
  CASE l.limit_sex WHEN 'F' THEN '女' ELSE '男' END AS sex_zh,
  CASE l.limit_sex WHEN 'F' THEN 'women' ELSE 'men' END AS sex_en,
  CASE WHEN p.sex IS NULL THEN 'person.sex' END AS missing
FROM line l LEFT JOIN person p ON 1 = 1
WHERE l.pay = 'fund' AND l.limit_sex IS NOT NULL AND l.limit_sex IS NOT p.sex;
