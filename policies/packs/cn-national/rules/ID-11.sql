-- id:      ID-11
-- title:   共济关系未绑定 / Family account not bound
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, payer
-- absent:  payer.bound
-- stops:   I2, P3
-- zh:      家人账户没有和参保人绑定共济,或不能用于统筹结算
-- en:      The family account is not bound to the person, or was asked for pooled settlement
-- next_zh: 在医保App绑定共济,或用本人账户
-- next_en: Bind it in the insurance app, or use the person's own account
-- basis:   国办发〔2021〕14号;国办发〔2024〕34号
-- since:   2021-05-01
-- note:    only money of the account moves; the patient's own credential stays needed (ID-01)
SELECT s.settlement AS settlement
FROM payer y CROSS JOIN sale s
WHERE y.bound IS NOT 1 OR s.settlement <> 'account';
