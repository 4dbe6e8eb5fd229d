-- id:      IN-03
-- title:   收银机未登记 / Register not on the shop's list
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund
-- stops:   P6
-- zh:      这台收银机{till}没有登记在本店,不能刷医保
-- en:      Register {till} is not registered for this shop: no fund payment
-- next_zh: 用登记过的收银机;移机先报备
-- next_en: Use a registered one; report a move first
-- basis:   零售药店医疗保障定点管理暂行办法
-- since:   2021-05-01
-- note:    asked only of shops that keep a list of their tills in the configuration
SELECT s.till AS till
FROM sale s
WHERE s.till_registered = 0;
