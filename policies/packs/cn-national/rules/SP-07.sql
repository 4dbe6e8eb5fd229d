-- id:      SP-07
-- title:   含麻大规格标成OTC / Strong ephedrine compound marked OTC
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, ephedrine
-- absent:  line.rx_class
-- stops:   P7
-- zh:      「{name}」每片含麻黄碱超过30毫克,是处方药,商品档案有误
-- en:      "{name}" has more than 30 mg ephedrine a unit and is prescription only: the master is wrong
-- next_zh: 改正商品档案后重审
-- next_en: Correct the master, then review again
-- basis:   食药监办药化监〔2012〕260号
-- since:   2021-05-01
SELECT l.line AS line, l.name AS name, l.ephedrine_ug AS ephedrine_ug
FROM line l
WHERE l.ephedrine = 1 AND l.ephedrine_ug > 30000 AND l.rx_class IS NOT 'Rx';
