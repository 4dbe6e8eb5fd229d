-- id:      SP-15
-- title:   自助不售处方药 / No prescription medicine at self-service
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, away
-- absent:  line.rx_class
-- stops:   P2
-- zh:      「{name}」是处方药,请到柜台
-- en:      "{name}" is a prescription medicine: counter only
-- next_zh: 请到柜台由药师审方后购买
-- next_en: Buy it at the counter after the pharmacist's review
-- basis:   药品经营和使用质量监督管理办法 第四十二条
-- since:   2024-01-01
SELECT l.line AS line, l.name AS name
FROM sale s CROSS JOIN line l
WHERE s.channel = 'self_service' AND l.kind = 'drug' AND (l.rx_class IS NULL OR l.rx_class = 'Rx');
