-- id:      TR-11
-- title:   手输追溯码多 / Many typed codes
-- effect:  confirm
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, code
-- param:   keyed_codes_max integer 1 lower 0..1
-- stops:   P1, P5
-- zh:      医保行有{keyed}个手输的追溯码,请写明原因
-- en:      {keyed} typed codes on fund lines: give the reason
-- next_zh: 改用扫码,或写明原因
-- next_en: Scan them, or give the reason
-- basis:   内部管控要求(无明文规定)
-- since:   2025-01-01
SELECT count(*) AS keyed
FROM code c JOIN line l ON l.line = c.line
WHERE c.entry = 'key' AND l.pay = 'fund'
HAVING count(*) > :keyed_codes_max;
