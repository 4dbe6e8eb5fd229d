-- id:      ID-12
-- title:   异地参保 / Insured elsewhere
-- effect:  record
-- scope:   fund
-- on:      sale
-- guard:   sale, fund
-- needs:   person.region
-- stops:   X
-- zh:      异地参保,已记录
-- en:      Insured in another region: recorded
-- basis:   内部管控要求(无明文规定)
-- since:   2021-05-01
-- note:    regions are compared down to the city (first four digits)
SELECT p.region AS region, f.region AS shop_region,
  CASE WHEN p.region IS NULL THEN 'person.region' END AS missing
FROM person p CROSS JOIN pharmacy f
WHERE p.region IS NULL OR substr(p.region, 1, 4) <> substr(f.region, 1, 4);
