-- id:      TR-10
-- title:   拆零超过余量 / Split sale over what is left
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, split
-- stops:   P1
-- zh:      「{name}」要{asked}个最小单位,这瓶只剩{units_left}个
-- en:      "{name}": {asked} units asked, {units_left} left in the pack
-- next_zh: 减少数量,或另开一瓶并扫它的码
-- next_en: Fewer units, or open another pack and scan its code
-- basis:   药品追溯码采集应用联合通知(2025年);药品经营质量管理规范
-- since:   2025-01-01
-- note:    what is left in a pack nobody opened here counts as nothing
SELECT l.line AS line, l.name AS name, l.split_units AS asked, b.units_left AS units_left
FROM line l JOIN (
  SELECT c.line AS line, coalesce(sum(c.units_left), 0) AS units_left FROM code c GROUP BY c.line
) b ON b.line = l.line
WHERE l.split_units > b.units_left;
