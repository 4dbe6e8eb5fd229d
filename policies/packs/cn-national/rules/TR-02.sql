-- id:      TR-02
-- title:   追溯码数量不符 / Codes and packs differ
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund, code
-- stops:   P1, P5
-- zh:      「{name}」{packs}盒,扫了{codes}个码
-- en:      "{name}": {packs} packs, {codes} codes scanned
-- next_zh: 每盒扫一个码,补扫或删掉多余的码
-- next_en: One code a pack: scan the rest or remove what is too many
-- basis:   药品追溯码采集应用联合通知(2025年)
-- since:   2025-01-01
-- note:    a line without any code is TR-01; split packs stay out
SELECT l.line AS line, l.name AS name, l.packs AS packs, count(*) AS codes
FROM line l JOIN code c ON c.line = l.line
WHERE l.pay = 'fund' AND l.split_units IS NULL
GROUP BY l.line, l.name, l.packs
HAVING count(*) <> l.packs;
