-- id:      QT-03
-- title:   非处方药数量多 / Many packs of one OTC medicine
-- effect:  confirm
-- scope:   fund
-- on:      line
-- guard:   sale, fund
-- absent:  line.rx_class
-- param:   otc_max_packs integer 5 open 2..10
-- stops:   P3
-- zh:      「{name}」{packs}盒,请写明原因
-- en:      "{name}": {packs} packs, give the reason
-- next_zh: 减少数量,或写明原因
-- next_en: Sell fewer, or give the reason
-- basis:   统筹地区医保部门规定(各地不同)
-- since:   2021-05-01
-- note:    a line at a time; ephedrine compounds are SP-06; a medicine of unknown class counts as OTC here
SELECT l.line AS line, l.name AS name, l.packs AS packs
FROM line l
WHERE l.pay = 'fund' AND l.kind = 'drug' AND l.rx_class IS NOT 'Rx' AND l.ephedrine = 0
  AND l.split_units IS NULL AND l.packs > :otc_max_packs;
