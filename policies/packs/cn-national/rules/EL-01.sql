-- id:      EL-01
-- title:   非药品走医保 / Not a medicine
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund
-- stops:   P1
-- zh:      「{name}」不是药品或医疗器械,不能走医保
-- en:      "{name}" is neither medicine nor device: no fund payment
-- next_zh: 这一行改自费
-- next_en: Move the line to self-paid
-- basis:   医疗保障基金使用监督管理条例 第十五条、第三十八条;国办发〔2021〕14号
-- since:   2021-05-01
SELECT l.line AS line, l.name AS name, l.kind AS kind
FROM line l
WHERE l.pay = 'fund' AND l.kind NOT IN ('drug', 'tcm_slice', 'device', 'stored_value');
