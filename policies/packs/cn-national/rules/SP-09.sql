-- id:      SP-09
-- title:   禁止网售品种 / Not to be sold online
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, away
-- stops:   P7
-- zh:      「{name}」不能在网上销售
-- en:      "{name}" may not be sold online
-- next_zh: 请顾客到柜台购买
-- next_en: The customer buys it at the counter
-- basis:   药品网络销售监督管理办法 第八条;药品网络销售禁止清单;食药监办药化监〔2012〕260号
-- since:   2022-12-01
SELECT l.line AS line, l.name AS name
FROM sale s CROSS JOIN line l
WHERE s.channel = 'online'
  AND (l.ephedrine = 1 OR l.special IN ('psych2', 'never_retail', 'toxic', 'blood', 'compound'));
