-- id:      TR-01
-- title:   医保药品未扫追溯码 / Fund line without a code
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund
-- param:   trace_fund_from day 2025-07-01 lower
-- stops:   P1, P5
-- zh:      「{name}」没有扫追溯码,不能刷医保
-- en:      "{name}" has no traceability code scanned: no fund payment
-- next_zh: 扫药盒上的追溯码
-- next_en: Scan the traceability code on the pack
-- basis:   药品追溯码采集应用联合通知(2025年);药品管理法 第十二条
-- since:   2025-01-01
-- note:    products on the no-code list are TR-09
SELECT l.line AS line, l.name AS name, l.packs AS packs
FROM sale s CROSS JOIN line l
WHERE l.pay = 'fund' AND l.kind = 'drug' AND l.no_code = 0 AND s.day >= :trace_fund_from
  AND NOT EXISTS (SELECT 1 FROM code c WHERE c.line = l.line);
