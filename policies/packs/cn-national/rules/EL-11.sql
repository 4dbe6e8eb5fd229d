-- id:      EL-11
-- title:   编码与厂家不符 / Code and maker differ
-- effect:  warn
-- scope:   fund
-- on:      line
-- guard:   sale, fund
-- stops:   P1
-- zh:      「{name}」的医保码和生产企业对不上
-- en:      The insurance code of "{name}" belongs to another enterprise
-- next_zh: 请信息员核对商品档案;持有人变更后编码会不同
-- next_en: Have the product master checked; holders of approvals change
-- basis:   内部管控要求(无明文规定)
-- since:   2021-05-01
-- note:    the last five characters of an insurance code are the enterprise in the national drug code
SELECT l.line AS line, l.name AS name, l.insurance_code AS insurance_code, l.maker_segment AS maker_segment
FROM line l
WHERE l.pay = 'fund' AND l.maker_segment IS NOT NULL AND length(l.insurance_code) > 5
  AND substr(l.insurance_code, length(l.insurance_code) - 4) IS NOT l.maker_segment;
