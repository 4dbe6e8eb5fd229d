-- id:      EL-10
-- title:   小票品名不符 / Printed name differs
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, printed_name
-- stops:   P1
-- zh:      第{line_number}行小票品名和商品档案不一致
-- en:      Line {line_number}: the printed name differs from the product master
-- next_zh: 按商品档案的品名重新打印
-- next_en: Print the name of the product master
-- basis:   医疗保障基金使用监督管理条例 第十五条;明码标价和禁止价格欺诈规定 第五条
-- since:   2022-07-01
-- note:    character for character: one invisible character makes another name
SELECT l.line AS line, l.line AS line_number, l.name AS name, l.printed_name AS printed_name
FROM line l
WHERE l.printed_name IS NOT NULL AND l.printed_name IS NOT l.name;
