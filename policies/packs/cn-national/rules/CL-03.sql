-- id:      CL-03
-- title:   可能禁忌 / Possible contraindication
-- effect:  approve
-- scope:   sale
-- on:      line
-- guard:   sale, label
-- needs:   person.age_years
-- stops:   P7
-- zh:      「{name}」对这位患者可能禁忌:{why_zh}
-- en:      "{name}" may be contraindicated for this patient: {why_en}
-- next_zh: 请药师核对后放行
-- next_en: A pharmacist checks, then approves
-- basis:   药品管理法 第五十八条
-- since:   2019-12-01
-- note:    age by the label, pregnancy told by doctor or platform; an allergy is CL-06
SELECT l.line AS line, l.name AS name,
  CASE WHEN l.avoid_pregnancy = 1 AND EXISTS (SELECT 1 FROM patient_condition k WHERE k.kind = 'pregnancy')
       THEN '孕妇' ELSE '年龄' END AS why_zh,
  CASE WHEN l.avoid_pregnancy = 1 AND EXISTS (SELECT 1 FROM patient_condition k WHERE k.kind = 'pregnancy')
       THEN 'pregnancy' ELSE 'age' END AS why_en,
  CASE WHEN p.age_years IS NULL AND l.min_age_years IS NOT NULL
            AND NOT (l.avoid_pregnancy IS NOT NULL
                     AND EXISTS (SELECT 1 FROM patient_condition k WHERE k.kind = 'pregnancy'))
       THEN 'person.age_years' END AS missing
FROM line l LEFT JOIN person p ON 1 = 1
WHERE (l.avoid_pregnancy = 1 AND EXISTS (SELECT 1 FROM patient_condition k WHERE k.kind = 'pregnancy'))
  OR (l.min_age_years IS NOT NULL AND (p.age_years IS NULL OR p.age_years < l.min_age_years));
