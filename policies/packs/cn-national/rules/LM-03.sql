-- id:      LM-03
-- title:   限适应症 / Limited to diagnoses
-- effect:  approve
-- scope:   fund
-- on:      line
-- guard:   sale, fund, diagnosis_limit
-- stops:   P3
-- zh:      「{name}」医保限适应症支付,处方诊断里没有
-- en:      "{name}" is paid for certain diagnoses, the prescription has none of them
-- next_zh: 请药师核对诊断后放行,或改自费
-- next_en: A pharmacist checks the diagnosis, or the line is self-paid
-- basis:   国家基本医疗保险、工伤保险和生育保险药品目录
-- since:   2021-05-01
-- note:    a limit of "G47" stands for every code that begins so; a line without prescription has no diagnosis
SELECT l.line AS line, l.name AS name
FROM line l
WHERE l.pay = 'fund' AND EXISTS (SELECT 1 FROM limit_diagnosis t WHERE t.line = l.line)
  AND NOT EXISTS (SELECT 1 FROM limit_diagnosis t JOIN diagnosis d ON substr(d.code, 1, length(t.code)) = t.code
                  WHERE t.line = l.line AND d.prescription = l.prescription);
