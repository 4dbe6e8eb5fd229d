-- id:      IN-10
-- title:   监控离线 / Camera offline
-- effect:  warn
-- scope:   fund
-- on:      sale
-- guard:   sale, fund
-- stops:   P4, P5
-- zh:      本机监控离线,请报修
-- en:      The camera of this till is offline
-- next_zh: 报修监控并记下时间
-- next_en: Have it repaired and note the time
-- basis:   统筹地区医保部门规定(各地不同)
-- since:   2021-05-01
SELECT s.till AS till
FROM sale s
WHERE s.camera = 'offline';
