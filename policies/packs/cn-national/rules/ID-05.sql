-- id:      ID-05
-- title:   代购证件不全 / Agent without both documents
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, agent
-- stops:   I2, P4
-- zh:      代购要登记代购人和参保人双方的证件
-- en:      Buying for somebody needs the documents of both
-- next_zh: 补登双方证件后重审,或改自费
-- next_en: Register both documents and review again, or sell self-paid
-- basis:   医疗保障基金使用监督管理条例 第十七条;零售药店医疗保障定点管理暂行办法
-- since:   2021-05-01
SELECT a.own_document AS own_document, a.principal_document AS principal_document
FROM agent a
WHERE a.own_document = 0 OR a.principal_document = 0;
