-- id:      EL-03
-- title:   上报编码与商品不符 / Claimed code is not this product's
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund, claimed_code
-- stops:   P1
-- zh:      「{name}」要上报的医保码不是这个商品的
-- en:      The insurance code to be sent is not that of "{name}"
-- next_zh: 改正商品档案或收银系统的对照,再重审
-- next_en: Correct the master data of the register, then review again
-- basis:   医疗保障基金使用监督管理条例 第十五条、第三十八条
-- since:   2021-05-01
-- note:    compared whole; a product without any code is EL-02
SELECT l.line AS line, l.name AS name, l.claimed_code AS claimed_code, l.insurance_code AS insurance_code
FROM line l
WHERE l.pay = 'fund' AND l.claimed_code IS NOT NULL AND l.insurance_code IS NOT NULL
  AND l.claimed_code IS NOT l.insurance_code;
