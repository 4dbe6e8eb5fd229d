-- id:      RX-18
-- title:   互联网首诊或幼儿 / First visit or small child online
-- effect:  approve
-- scope:   sale
-- on:      sale
-- guard:   sale, prescription
-- needs:   person.age_years
-- stops:   P2
-- zh:      互联网处方{prescription}是首诊,或六岁以下没有监护人
-- en:      Online prescription {prescription}: a first visit, or a child under six without guardian
-- next_zh: 请药师核对病历或监护人后放行,或到医院就诊
-- next_en: A pharmacist checks record or guardian, or the patient sees a doctor
-- basis:   互联网诊疗管理办法(试行);互联网诊疗监管细则(试行)
-- since:   2022-02-08
SELECT x.number AS prescription,
  CASE WHEN x.first_visit = 1 OR p.age_years IS NOT NULL THEN NULL ELSE 'person.age_years' END AS missing
FROM prescription x LEFT JOIN person p ON 1 = 1
WHERE x.internet = 1 AND EXISTS (SELECT 1 FROM line l WHERE l.prescription = x.number)
  AND (x.first_visit = 1 OR (x.guardian IS NOT 1 AND (p.age_years IS NULL OR p.age_years < 6)));
