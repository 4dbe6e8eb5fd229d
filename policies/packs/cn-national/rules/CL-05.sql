-- id:      CL-05
-- title:   超过说明书剂量 / Over the label dose
-- effect:  approve
-- scope:   sale
-- on:      line
-- guard:   sale, label, prescription
-- stops:   P7
-- zh:      「{name}」处方每天{dose_milli},说明书最多{label_milli}
-- en:      "{name}": {dose_milli} a day prescribed, {label_milli} on the label
-- next_zh: 请药师联系医生核对后放行
-- next_en: A pharmacist asks the doctor, then approves
-- basis:   药品管理法 第五十八条
-- since:   2019-12-01
SELECT l.line AS line, l.name AS name, i.day_dose_milli AS dose_milli, l.day_dose_max_milli AS label_milli
FROM line l JOIN prescription_item i ON i.prescription = l.prescription AND i.rx_key = l.rx_key
WHERE i.day_dose_milli > l.day_dose_max_milli;
