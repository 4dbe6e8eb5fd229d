-- id:      EL-06
-- title:   批准文号失效 / Approval lapsed
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, listing
-- stops:   P7
-- zh:      「{name}」的批准文号已失效或注销
-- en:      The approval of "{name}" has lapsed or was cancelled
-- next_zh: 下架并报告店长
-- next_en: Take it off the shelf and tell the manager
-- basis:   药品管理法 第九十八条
-- since:   2019-12-01
-- note:    the last day of the approval still counts
SELECT l.line AS line, l.name AS name, l.approval_until_day AS until_day
FROM sale s CROSS JOIN line l
WHERE l.approval_cancelled = 1 OR s.day > l.approval_until_day;
