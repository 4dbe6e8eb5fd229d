-- id:      CL-04
-- title:   药物相互作用 / Interaction
-- effect:  approve
-- scope:   sale
-- on:      line
-- guard:   sale, ingredient
-- stops:   P7
-- zh:      「{name}」和「{other}」有严重相互作用
-- en:      "{name}" and "{other}" interact gravely
-- next_zh: 请药师核对后放行
-- next_en: A pharmacist checks, then approves
-- basis:   药品管理法 第五十八条
-- since:   2019-12-01
SELECT a.line AS line, a.name AS name, min(b.name) AS other
FROM interaction x
  JOIN ingredient i ON i.ingredient = x.first_ingredient OR i.ingredient = x.second_ingredient
  JOIN ingredient j ON (j.ingredient = x.first_ingredient OR j.ingredient = x.second_ingredient)
                       AND j.ingredient <> i.ingredient
  JOIN line a ON a.line = i.line
  JOIN line b ON b.line = j.line
WHERE a.line < b.line AND a.gift = 0 AND b.gift = 0
GROUP BY a.line, a.name;
