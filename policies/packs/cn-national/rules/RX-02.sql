-- id:      RX-02
-- title:   统筹支付无处方 / Pooled payment without prescription
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund, pooled
-- absent:  line.rx_class
-- stops:   P2, P3
-- zh:      「{name}」用统筹基金支付要有处方
-- en:      "{name}": payment from the pooled fund needs a prescription
-- next_zh: 请顾客提供处方,或改个人账户、自费
-- next_en: Ask for a prescription, or pay from the personal account or privately
-- basis:   基本医疗保险用药管理暂行办法 第二十三条;医保发关于定点零售药店纳入门诊统筹的通知
-- since:   2021-05-01
-- note:    a prescription medicine without one is RX-01
SELECT l.line AS line, l.name AS name
FROM line l
WHERE l.pay = 'fund' AND l.rx_class IS NOT 'Rx'
  AND NOT EXISTS (SELECT 1 FROM prescription x WHERE x.number = l.prescription);
