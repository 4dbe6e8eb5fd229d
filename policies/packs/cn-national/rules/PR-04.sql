-- id:      PR-04
-- title:   金额不平 / Amounts do not add up
-- effect:  block
-- scope:   sale
-- on:      sale
-- guard:   sale
-- stops:   P7
-- zh:      金额对不上:各行合计{lines_fen}元,总额{total_fen}元
-- en:      Amounts differ: lines {lines_fen} yuan, total {total_fen} yuan
-- next_zh: 重新计算金额后重审
-- next_en: Recalculate, then review again
-- basis:   医疗保障基金使用监督管理条例 第十五条
-- since:   2021-05-01
-- note:    to the fen; payments count once they are split
SELECT s.total_fen AS total_fen, b.fen AS lines_fen,
  coalesce(s.paid_fund_fen, 0) + coalesce(s.paid_account_fen, 0) + coalesce(s.paid_private_fen, 0) AS paid_fen
FROM sale s CROSS JOIN (SELECT coalesce(sum(l.amount_fen), 0) AS fen FROM line l) b
WHERE s.total_fen <> b.fen
  OR ((s.paid_fund_fen IS NOT NULL OR s.paid_account_fen IS NOT NULL OR s.paid_private_fen IS NOT NULL)
      AND s.total_fen <> coalesce(s.paid_fund_fen, 0) + coalesce(s.paid_account_fen, 0)
                         + coalesce(s.paid_private_fen, 0));
