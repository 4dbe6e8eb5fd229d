-- id:      CL-01
-- title:   成分重复 / Same ingredient twice
-- effect:  approve
-- scope:   sale
-- on:      line
-- guard:   sale, ingredient
-- stops:   P7
-- zh:      「{name}」和「{other}」都含{ingredient}
-- en:      "{name}" and "{other}" both contain {ingredient}
-- next_zh: 请药师提醒顾客,核对后放行
-- next_en: A pharmacist advises the customer, then approves
-- basis:   药品管理法 第五十八条
-- since:   2019-12-01
-- note:    another product, the same active moiety by the same route; gifts do not count
SELECT a.line AS line, a.name AS name, min(b.name) AS other, min(i.ingredient) AS ingredient
FROM ingredient i
  JOIN line a ON a.line = i.line
  JOIN ingredient j ON j.ingredient = i.ingredient
  JOIN line b ON b.line = j.line
WHERE a.line < b.line AND a.sku <> b.sku AND a.gift = 0 AND b.gift = 0
  AND NOT EXISTS (SELECT 1 FROM ingredient k JOIN line c ON c.line = k.line
                  WHERE k.ingredient = i.ingredient AND c.gift = 0 AND c.line < a.line)
GROUP BY a.line, a.name;
