-- id:      MN-06
-- title:   医保支付超过医保行 / Fund money for more than the fund lines
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund
-- stops:   P5, P1
-- zh:      医保支付{paid_fen}元,超过医保商品{lines_fen}元
-- en:      {paid_fen} yuan from the insurance for goods of {lines_fen}
-- next_zh: 医保支付改成医保商品的金额,不能找零
-- next_en: No more than the fund lines, no change
-- basis:   医疗保障基金使用监督管理条例 第四十条
-- since:   2021-05-01
-- note:    payments that do not add up to the total are PR-04
SELECT b.paid AS paid_fen, b.fen AS lines_fen
FROM (
  SELECT coalesce(s.paid_fund_fen, 0) + coalesce(s.paid_account_fen, 0) AS paid,
    (SELECT coalesce(sum(l.amount_fen), 0) FROM line l WHERE l.pay = 'fund') AS fen
  FROM sale s
) b
WHERE b.paid > b.fen;
