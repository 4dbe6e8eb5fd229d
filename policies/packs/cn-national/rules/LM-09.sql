-- id:      LM-09
-- title:   无慢特病资格 / No qualification for this disease
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, pooled
-- needs:   sale.disease
-- stops:   P3
-- zh:      参保人今天没有{disease}的慢特病资格
-- en:      The person has no qualification for {disease} today
-- next_zh: 改普通结算,或请顾客先办理认定
-- next_en: Settle the ordinary way, or the customer applies first
-- basis:   统筹地区医保部门规定(各地不同)
-- since:   2021-05-01
-- note:    the first and the last day of a qualification count
SELECT s.disease AS disease, CASE WHEN s.disease IS NULL THEN 'sale.disease' END AS missing
FROM sale s
WHERE s.settlement = 'chronic'
  AND NOT EXISTS (SELECT 1 FROM qualification q
                  WHERE q.disease = s.disease AND coalesce(q.from_day, s.day) <= s.day
                    AND coalesce(q.until_day, s.day) >= s.day);
