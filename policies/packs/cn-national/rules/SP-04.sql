-- id:      SP-04
-- title:   精二不售未成年人 / Class-2 psychotropics not to minors
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, special
-- needs:   person.age_years, agent.age_years
-- stops:   P7
-- zh:      「{name}」是第二类精神药品,不能卖给未成年人
-- en:      "{name}" is a class-2 psychotropic and not sold to minors
-- next_zh: 请成年家属带证件购买
-- next_en: An adult relative with documents may buy it
-- basis:   麻醉药品和精神药品管理条例 第三十二条
-- since:   2021-05-01
-- note:    buyer and patient both count
SELECT l.line AS line, l.name AS name,
  CASE WHEN p.age_years < 18 OR a.age_years < 18 THEN NULL
       WHEN p.age_years IS NULL THEN 'person.age_years'
       WHEN a.age_years IS NULL THEN 'agent.age_years' END AS missing
FROM line l LEFT JOIN person p ON 1 = 1 LEFT JOIN agent a ON 1 = 1
WHERE l.special = 'psych2'
  AND (p.age_years < 18 OR a.age_years < 18 OR p.age_years IS NULL OR (a.id IS NOT NULL AND a.age_years IS NULL));
