-- id:      CL-02
-- title:   同类药重复 / Same class twice
-- effect:  warn
-- scope:   sale
-- on:      line
-- guard:   sale, label
-- stops:   P7
-- zh:      「{name}」和「{other}」是同类药
-- en:      "{name}" and "{other}" are of the same class
-- next_zh: 提醒顾客,必要时请药师看
-- next_en: Tell the customer; ask the pharmacist when in doubt
-- basis:   内部管控要求(无明文规定)
-- since:   2021-05-01
-- note:    the same ingredient is CL-01
SELECT a.line AS line, a.name AS name, min(b.name) AS other, a.therapeutic_class AS therapeutic_class
FROM line a JOIN line b ON b.therapeutic_class = a.therapeutic_class
WHERE a.line < b.line AND a.sku <> b.sku AND a.gift = 0 AND b.gift = 0
  AND NOT EXISTS (SELECT 1 FROM line c
                  WHERE c.therapeutic_class = a.therapeutic_class AND c.gift = 0 AND c.line < a.line)
  AND NOT EXISTS (SELECT 1 FROM ingredient i JOIN ingredient j ON j.ingredient = i.ingredient
                  WHERE i.line = a.line AND j.line = b.line)
GROUP BY a.line, a.name, a.therapeutic_class;
