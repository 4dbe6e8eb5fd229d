-- id:      SP-03
-- title:   精二处方笺 / Class-2 psychotropic form
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, special, prescription
-- needs:   prescription.form
-- stops:   P2, P7
-- zh:      「{name}」要用精二专用处方
-- en:      "{name}" needs the class-2 psychotropic form
-- next_zh: 请医生用精二处方重新开具
-- next_en: Ask the doctor for the right form
-- basis:   处方管理办法;麻醉药品和精神药品管理条例 第三十二条
-- since:   2021-05-01
-- note:    the form is kept apart for two years; the days on it are QT-01
SELECT l.line AS line, l.name AS name, x.form AS form,
  CASE WHEN x.form IS NULL THEN 'prescription.form' END AS missing
FROM line l JOIN prescription x ON x.number = l.prescription
WHERE l.special = 'psych2' AND x.form IS NOT 'psych2';
