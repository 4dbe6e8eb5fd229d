-- id:      LG-01
-- title:   药品过期 / Expired
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale
-- needs:   line.expiry_day
-- stops:   P7
-- zh:      「{name}」已过有效期({expiry_day})
-- en:      "{name}" has expired ({expiry_day})
-- next_zh: 下架并换未过期的批次
-- next_en: Take it off the shelf; sell another lot
-- basis:   药品管理法 第九十八条
-- since:   2019-12-01
-- note:    the expiry day itself may still be sold; only medicines must state one
SELECT l.line AS line, l.name AS name, l.lot AS lot, l.expiry_day AS expiry_day,
  CASE WHEN l.expiry_day IS NULL THEN 'line.expiry_day' END AS missing
FROM sale s CROSS JOIN line l
WHERE l.expiry_day < s.day OR (l.expiry_day IS NULL AND l.kind = 'drug');
