-- id:      SP-01
-- title:   药店禁售品种 / Never sold in a pharmacy
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, special
-- stops:   P7
-- zh:      「{name}」是药店不能销售的品种
-- en:      "{name}" may never be sold in a pharmacy
-- next_zh: 单独存放并报告店长
-- next_en: Set it aside and tell the manager
-- basis:   麻醉药品和精神药品管理条例 第三十条;疫苗管理法;易制毒化学品管理条例 第十一条;反兴奋剂条例 第十条
-- since:   2021-05-01
-- note:    narcotics, class-1 psychotropics, radioactive medicine, vaccines, medicine to end a pregnancy, precursors,
--          anabolics and peptides other than insulin
SELECT l.line AS line, l.name AS name
FROM line l
WHERE l.special = 'never_retail';
