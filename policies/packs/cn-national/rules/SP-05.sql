-- id:      SP-05
-- title:   含麻药品未登记 / Ephedrine compound without identity
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, ephedrine
-- stops:   P7
-- zh:      「{name}」含麻黄碱,请先登记购买人身份证
-- en:      "{name}" contains ephedrine: register the buyer's identity document first
-- next_zh: 登记身份证后重审,现金购买也一样
-- next_en: Register the document, then review again; cash makes no difference
-- basis:   食药监办药化监〔2012〕260号
-- since:   2021-05-01
SELECT l.line AS line, l.name AS name
FROM sale s CROSS JOIN line l
WHERE l.ephedrine = 1 AND s.buyer IS NULL;
