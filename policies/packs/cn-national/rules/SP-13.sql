-- id:      SP-13
-- title:   血液制品 / Blood product
-- effect:  approve
-- scope:   sale
-- on:      line
-- guard:   sale, special
-- stops:   P7
-- zh:      「{name}」是血液制品,请药师核对处方、冷链和批号
-- en:      "{name}" is a blood product: prescription, cold chain and lot are checked
-- next_zh: 请药师核对后放行
-- next_en: A pharmacist checks, then approves
-- basis:   药品经营质量管理规范
-- since:   2021-05-01
SELECT l.line AS line, l.name AS name, l.lot AS lot
FROM line l
WHERE l.special = 'blood';
