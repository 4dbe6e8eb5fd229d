-- id:      IN-07
-- title:   本机时间不对 / The clock is wrong
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund
-- stops:   P7
-- zh:      本机时间早于上一单,请先校时
-- en:      The clock is behind the last sale of this till: set it first
-- next_zh: 校准本机时间后重审
-- next_en: Set the clock, then review again
-- basis:   内部管控要求(无明文规定)
-- since:   2021-05-01
SELECT s.last_sale_ms - s.now_ms AS behind_ms
FROM sale s
WHERE s.last_sale_ms > s.now_ms;
