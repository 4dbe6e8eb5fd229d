-- id:      TR-12
-- title:   自费药品未扫码 / Self-paid line without a code
-- effect:  warn
-- scope:   sale
-- on:      line
-- guard:   sale
-- param:   trace_all_from day 2026-01-01 lower
-- stops:   P7
-- zh:      「{name}」自费也请扫追溯码
-- en:      "{name}": scan the code for self-paid sales too
-- next_zh: 扫药盒上的追溯码
-- next_en: Scan the traceability code on the pack
-- basis:   药品追溯码采集应用联合通知(2025年)
-- since:   2025-01-01
-- note:    the upload covers every sale from that day
SELECT l.line AS line, l.name AS name, l.packs AS packs
FROM sale s CROSS JOIN line l
WHERE l.pay = 'self' AND l.kind = 'drug' AND l.no_code = 0 AND s.day >= :trace_all_from
  AND NOT EXISTS (SELECT 1 FROM code c WHERE c.line = l.line);
