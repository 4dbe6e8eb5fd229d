-- id:      FQ-06
-- title:   账户余额刷空 / Account drained exactly
-- effect:  confirm
-- scope:   fund
-- on:      sale
-- guard:   sale, fund
-- needs:   person.balance_fen
-- param:   drain_min_fen integer 10000 open 1000..100000
-- stops:   P5
-- zh:      个人账户{balance_fen}元刚好刷空,请写明原因
-- en:      The account of {balance_fen} yuan is paid out to the last fen: give the reason
-- next_zh: 写明原因
-- next_en: Give the reason
-- basis:   医疗保障基金使用监督管理条例 第四十条
-- since:   2021-05-01
-- note:    before the payments are split, the fund lines of a sale on the account stand for what it will pay
SELECT b.balance AS balance_fen, CASE WHEN b.balance IS NULL THEN 'person.balance_fen' END AS missing
FROM (
  SELECT p.balance_fen AS balance,
    CASE WHEN s.paid_account_fen IS NOT NULL THEN s.paid_account_fen
         WHEN s.settlement = 'account'
         THEN (SELECT coalesce(sum(l.amount_fen), 0) FROM line l WHERE l.pay = 'fund') END AS account
  FROM person p CROSS JOIN sale s
) b
WHERE b.account >= :drain_min_fen AND (b.balance IS NULL OR b.balance = b.account);
