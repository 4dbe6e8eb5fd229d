-- id:      SP-06
-- title:   含麻药品限购 / Ephedrine compounds: pack limit
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, ephedrine
-- param:   eph_max_packs integer 2 lower 1..2
-- param:   eph_window_days integer 1 raise 1..60
-- stops:   P7
-- zh:      含麻黄碱药品最多{allowed}盒,本次{packs}盒,之前{earlier}盒
-- en:      At most {allowed} packs with ephedrine: {packs} now, {earlier} before
-- next_zh: 减少数量
-- next_en: Sell fewer packs
-- basis:   食药监办药化监〔2012〕260号
-- since:   2021-05-01
-- note:    all products together, by buyer (the agent if there is one), all shops, fund and self-paid; calendar days,
--          today is one; refunds are taken off, voided receipts never counted
SELECT min(l.line) AS line, sum(l.packs) AS packs, b.packs AS earlier, :eph_max_packs AS allowed
FROM line l CROSS JOIN (
  SELECT coalesce(sum(CASE h.kind WHEN 'sale' THEN h.packs WHEN 'refund' THEN -h.packs ELSE 0 END), 0) AS packs
  FROM sale s CROSS JOIN past_buyer h
  WHERE h.ephedrine = 1 AND h.day > s.day - :eph_window_days
) b
WHERE l.ephedrine = 1
GROUP BY b.packs
HAVING sum(l.packs) + b.packs > :eph_max_packs;
