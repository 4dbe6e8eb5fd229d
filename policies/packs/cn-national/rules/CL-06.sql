-- id:      CL-06
-- title:   已知过敏 / Known allergy
-- effect:  approve
-- scope:   sale
-- on:      line
-- guard:   sale, ingredient
-- stops:   P7
-- zh:      患者对「{name}」所含{ingredient}过敏
-- en:      The patient is allergic to {ingredient} in "{name}"
-- next_zh: 请药师核对后放行,或换药
-- next_en: A pharmacist checks, or another medicine is taken
-- basis:   药品管理法 第五十八条
-- since:   2019-12-01
-- note:    allergies the prescription or the platform tells
SELECT l.line AS line, l.name AS name, min(i.ingredient) AS ingredient
FROM line l
  JOIN ingredient i ON i.line = l.line
  JOIN patient_condition k ON k.value = i.ingredient
WHERE k.kind = 'allergy'
GROUP BY l.line, l.name;
