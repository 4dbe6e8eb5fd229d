-- id:      SP-02
-- title:   无精二资质 / Not approved for class-2 psychotropics
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, special
-- absent:  pharmacy.psych2_ok
-- stops:   P7
-- zh:      本店没有第二类精神药品资质,不能卖「{name}」
-- en:      This shop is not approved for class-2 psychotropics: "{name}"
-- next_zh: 请顾客到有资质的连锁门店
-- next_en: Send the customer to an approved shop
-- basis:   麻醉药品和精神药品管理条例 第三十一条
-- since:   2021-05-01
SELECT l.line AS line, l.name AS name
FROM line l CROSS JOIN pharmacy f
WHERE l.special = 'psych2' AND f.psych2_ok IS NOT 1;
