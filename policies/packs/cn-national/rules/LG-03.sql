-- id:      LG-03
-- title:   用完前过期 / Expires before it is used
-- effect:  approve
-- scope:   sale
-- on:      line
-- guard:   sale
-- needs:   line.expiry_day
-- stops:   P7
-- zh:      「{name}」有效期到{expiry_day},{days}天的药用不完
-- en:      "{name}" expires on {expiry_day}, before {days} days are over
-- next_zh: 换有效期更长的批次,或请药师放行
-- next_en: Sell a newer lot, or a pharmacist approves
-- basis:   药品经营质量管理规范
-- since:   2021-05-01
-- note:    the last day of supply is today plus days less one; what has expired already is LG-01
SELECT l.line AS line, l.name AS name, l.expiry_day AS expiry_day, l.days AS days,
  CASE WHEN l.expiry_day IS NULL THEN 'line.expiry_day' END AS missing
FROM sale s CROSS JOIN line l
WHERE (s.day <= l.expiry_day AND s.day + l.days - 1 > l.expiry_day)
  OR (l.expiry_day IS NULL AND l.days IS NOT NULL AND l.kind = 'drug');
