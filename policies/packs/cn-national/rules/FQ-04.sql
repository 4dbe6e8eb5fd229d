-- id:      FQ-04
-- title:   多人买一样的药 / Several people, the same basket
-- effect:  confirm
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, same_basket
-- param:   same_basket_n integer 3 open 2..20
-- param:   same_basket_window_s integer 3600 lower 600..3600
-- stops:   G, P4
-- zh:      一小时内{holders}人买一样的药,请写明原因
-- en:      {holders} people bought the same basket within the hour: give the reason
-- next_zh: 核对是不是本人,写明原因
-- next_en: Check that it is the person, and give the reason
-- basis:   内部管控要求(无明文规定)
-- since:   2021-05-01
-- note:    the same products and packs, two products at least, any till of this shop
SELECT b.earlier + 1 AS holders
FROM (
  SELECT count(DISTINCT h.person) AS earlier
  FROM sale s CROSS JOIN past_receipt h
  WHERE h.kind = 'sale' AND h.fund = 1 AND h.at_ms >= s.now_ms - :same_basket_window_s * 1000
    AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = h.person)
) b
WHERE b.earlier + 1 >= :same_basket_n AND (SELECT count(DISTINCT l.sku) FROM line l) >= 2;
