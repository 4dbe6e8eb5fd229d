-- id:      SP-14
-- title:   赠送处方药或甲类OTC / Prescription or red OTC as a gift
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, gift
-- absent:  line.rx_class
-- stops:   P7
-- zh:      「{name}」不能作为赠品
-- en:      "{name}" may not be given away
-- next_zh: 删掉这一行赠品
-- next_en: Remove the gift
-- basis:   药品经营和使用质量监督管理办法 第四十二条
-- since:   2024-01-01
-- note:    green OTC (OTC-B) may be given away; a medicine of unknown class may not
SELECT l.line AS line, l.name AS name
FROM line l
WHERE l.gift = 1 AND l.kind = 'drug' AND l.rx_class IS NOT 'OTC-B';
