-- id:      MN-02
-- title:   没有商品却刷医保 / Fund payment without goods
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale
-- stops:   P5
-- zh:      没有医保商品出库,不能刷医保
-- en:      No goods leave for the fund to pay: no fund payment
-- next_zh: 加上商品,或删掉医保支付
-- next_en: Add the goods, or take the fund payment off
-- basis:   医疗保障基金使用监督管理条例 第四十条
-- since:   2021-05-01
SELECT coalesce(s.paid_fund_fen, 0) + coalesce(s.paid_account_fen, 0) AS fund_fen
FROM sale s
WHERE (coalesce(s.paid_fund_fen, 0) + coalesce(s.paid_account_fen, 0) > 0
       AND NOT EXISTS (SELECT 1 FROM line l WHERE l.pay = 'fund'))
  OR EXISTS (SELECT 1 FROM line l WHERE l.pay = 'fund' AND l.packs = 0);
