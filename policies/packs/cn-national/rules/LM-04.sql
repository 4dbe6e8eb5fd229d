-- id:      LM-04
-- title:   限医院级别 / Limited to a hospital level
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund, payment_limit
-- needs:   prescription.issuer_level
-- stops:   P3
-- zh:      「{name}」限{level}级及以上医院处方支付
-- en:      "{name}" is paid on prescriptions of hospitals of level {level} and above
-- next_zh: 请到符合级别的医院开方,或改自费
-- next_en: A prescription of such a hospital, or self-paid
-- basis:   国家基本医疗保险、工伤保险和生育保险药品目录
-- since:   2021-05-01
SELECT l.line AS line, l.name AS name, l.limit_level AS level, x.issuer_level AS issuer_level,
  CASE WHEN x.issuer_level IS NULL THEN 'prescription.issuer_level' END AS missing
FROM line l LEFT JOIN prescription x ON x.number = l.prescription
WHERE l.pay = 'fund' AND l.limit_level IS NOT NULL
  AND (x.issuer_level IS NULL OR x.issuer_level < l.limit_level);
