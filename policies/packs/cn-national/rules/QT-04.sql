-- id:      QT-04
-- title:   单笔金额大 / Large amount
-- effect:  confirm
-- scope:   fund
-- on:      sale
-- guard:   sale, fund
-- param:   single_amt_reason_fen integer 50000 open 30000..200000
-- stops:   P3
-- zh:      医保金额{fund_fen}元较大,请写明原因
-- en:      Large fund amount, {fund_fen} yuan: give the reason
-- next_zh: 写明原因
-- next_en: Give the reason
-- basis:   统筹地区医保部门规定(各地不同)
-- since:   2021-05-01
SELECT coalesce(sum(l.amount_fen), 0) AS fund_fen
FROM line l
WHERE l.pay = 'fund'
HAVING coalesce(sum(l.amount_fen), 0) > :single_amt_reason_fen;
