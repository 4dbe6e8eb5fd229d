-- id:      RX-04
-- title:   开方机构或医师不符合 / Issuer or doctor not eligible
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, prescription
-- needs:   prescription.issuer_designated, prescription.doctor_registered
-- stops:   P2
-- zh:      处方{prescription}的开方机构或医师不符合医保要求
-- en:      Issuer or doctor of prescription {prescription} is not eligible for fund payment
-- next_zh: 改自费,或请顾客到定点医疗机构开方
-- next_en: Sell self-paid, or have a designated institution prescribe
-- basis:   零售药店医疗保障定点管理暂行办法;医保电子处方流转管理相关通知
-- since:   2021-05-01
-- note:    what is known to be wrong is not softened by what is unknown
SELECT x.number AS prescription,
  CASE WHEN x.issuer_designated = 0 OR x.doctor_registered = 0 THEN NULL
       WHEN x.issuer_designated IS NULL THEN 'prescription.issuer_designated'
       WHEN x.doctor_registered IS NULL THEN 'prescription.doctor_registered' END AS missing
FROM prescription x
WHERE (x.issuer_designated IS NOT 1 OR x.doctor_registered IS NOT 1)
  AND EXISTS (SELECT 1 FROM line l WHERE l.prescription = x.number AND l.pay = 'fund');
