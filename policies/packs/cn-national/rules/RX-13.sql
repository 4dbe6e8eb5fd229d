-- id:      RX-13
-- title:   只认电子处方 / Electronic prescriptions only
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, prescription
-- param:   paper_prescriptions integer 1 lower 0..1
-- stops:   P2
-- zh:      本地医保只认电子处方,处方{prescription}是纸质的
-- en:      The fund takes electronic prescriptions only here; {prescription} is on paper
-- next_zh: 请顾客取得流转电子处方,或改自费
-- next_en: An electronic prescription, or self-paid
-- basis:   医保电子处方流转管理相关通知
-- since:   2025-01-01
-- note:    1: paper is taken too; a region sets 0
SELECT x.number AS prescription
FROM prescription x
WHERE x.kind = 'paper' AND :paper_prescriptions = 0
  AND EXISTS (SELECT 1 FROM line l WHERE l.prescription = x.number AND l.pay = 'fund');
