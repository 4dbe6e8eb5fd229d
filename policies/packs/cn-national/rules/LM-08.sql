-- id:      LM-08
-- title:   限二线用药 / Second-line medicine
-- effect:  approve
-- scope:   fund
-- on:      line
-- guard:   sale, fund, second_line
-- stops:   P3
-- zh:      「{name}」医保限二线用药,没有查到一线用药史
-- en:      "{name}" is paid second-line, no first-line medicine is on record
-- next_zh: 请药师查用药史后放行,或改自费
-- next_en: A pharmacist checks the history, or the line is self-paid
-- basis:   国家基本医疗保险、工伤保险和生育保险药品目录
-- since:   2021-05-01
-- note:    a sale of a first-line generic in the person's past, or the doctor's note, is enough
SELECT l.line AS line, l.name AS name
FROM line l
WHERE l.pay = 'fund' AND EXISTS (SELECT 1 FROM first_line t WHERE t.line = l.line)
  AND NOT EXISTS (SELECT 1 FROM first_line t JOIN past_person h ON h.generic = t.generic
                  WHERE t.line = l.line AND h.kind = 'sale')
  AND NOT EXISTS (SELECT 1 FROM prescription x WHERE x.number = l.prescription AND x.first_line_tried = 1);
