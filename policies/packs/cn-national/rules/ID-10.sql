-- id:      ID-10
-- title:   网售处方药未实名 / Prescription medicine online without real name
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, away
-- absent:  line.rx_class
-- stops:   P2, P4
-- zh:      网上卖「{name}」要实名,并交给本人或代购人
-- en:      "{name}" online: real name needed, and handed to the person or the agent
-- next_zh: 登记购买人,核对收货人后重审
-- next_en: Register the buyer, check the recipient, then review again
-- basis:   药品网络销售监督管理办法 第九条
-- since:   2022-12-01
SELECT l.line AS line, l.name AS name
FROM sale s CROSS JOIN line l
WHERE s.channel = 'online' AND l.kind = 'drug' AND (l.rx_class IS NULL OR l.rx_class = 'Rx')
  AND (s.buyer IS NULL
       OR (s.recipient IS NOT NULL AND s.recipient IS NOT s.buyer
           AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = s.recipient)));
