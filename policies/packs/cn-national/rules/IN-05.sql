-- id:      IN-05
-- title:   结算类别未开通 / Settlement kind not opened
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund, pooled
-- absent:  pharmacy.pooled_ok, pharmacy.chronic_ok, pharmacy.dual_ok
-- stops:   P6, P3
-- zh:      本店没有开通{kind_zh}结算
-- en:      {kind_en} settlement is not opened for this shop
-- next_zh: 改个人账户支付,或请顾客到开通的药店
-- next_en: Pay from the personal account, or send the customer to a shop that has it
-- basis:   零售药店医疗保障定点管理暂行办法;医保电子处方流转管理相关通知
-- since:   2021-05-01
-- note:    whether it is opened is no question for the counter: unknown counts as no
SELECT s.settlement AS settlement,
  CASE s.settlement WHEN 'pooled' THEN '门诊统筹' WHEN 'chronic' THEN '慢特病' ELSE '双通道' END AS kind_zh,
  CASE s.settlement WHEN 'pooled' THEN 'Pooled' WHEN 'chronic' THEN 'Chronic-disease' ELSE 'Dual-channel' END AS kind_en
FROM sale s CROSS JOIN pharmacy f
WHERE (s.settlement = 'pooled' AND f.pooled_ok IS NOT 1)
  OR (s.settlement = 'chronic' AND f.chronic_ok IS NOT 1)
  OR (s.settlement = 'dual_channel' AND f.dual_ok IS NOT 1);
