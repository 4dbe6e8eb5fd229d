-- id:      MN-01
-- title:   医保支付退现金 / Fund money paid back in cash
-- effect:  block
-- scope:   sale
-- on:      sale
-- guard:   refund, fund
-- stops:   P5, I3
-- zh:      医保付的只能原路退,退现金{private_fen}元超过了自费部分{self_fen}元
-- en:      What the insurance paid goes back the way it came: {private_fen} yuan in cash, {self_fen} were private
-- next_zh: 医保部分退回统筹或个人账户
-- next_en: Refund the insurance part to the fund or the account
-- basis:   医疗保障基金使用监督管理条例 第十九条、第四十条
-- since:   2021-05-01
SELECT s.paid_private_fen AS private_fen, b.fen AS self_fen
FROM sale s CROSS JOIN (SELECT coalesce(sum(l.amount_fen), 0) AS fen FROM line l WHERE l.pay = 'self') b
WHERE s.paid_private_fen > b.fen;
