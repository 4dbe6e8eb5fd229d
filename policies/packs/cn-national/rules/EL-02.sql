-- id:      EL-02
-- title:   无医保药品代码 / No insurance code
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund
-- stops:   P1
-- zh:      「{name}」没有有效的医保药品代码
-- en:      "{name}" has no valid insurance code
-- next_zh: 这一行改自费;请信息员核对商品档案
-- next_en: Move the line to self-paid; have the product master checked
-- basis:   基本医疗保险用药管理暂行办法
-- since:   2021-05-01
SELECT l.line AS line, l.name AS name
FROM line l
WHERE l.pay = 'fund' AND l.kind IN ('drug', 'tcm_slice') AND l.insurance_code IS NULL;
