-- id:      SP-12
-- title:   四类药品登记 / Register the four classes
-- effect:  confirm
-- scope:   sale
-- on:      line
-- guard:   sale, label
-- param:   four_class_register integer 0 raise 0..1
-- stops:   P7
-- zh:      「{name}」是四类药品,请登记购买人
-- en:      "{name}" is one of the four classes: register the buyer
-- next_zh: 登记购买人后重审,或写明原因
-- next_en: Register the buyer, or give the reason
-- basis:   统筹地区疫情防控规定(需要时开启)
-- since:   2021-05-01
-- note:    fever, cough, antiviral, antibiotic. Off (0) unless the region switches it on
SELECT l.line AS line, l.name AS name, l.four_class AS four_class
FROM sale s CROSS JOIN line l
WHERE l.four_class IS NOT NULL AND s.buyer IS NULL AND :four_class_register = 1;
