-- id:      LM-07
-- title:   支付疗程已满 / Paid course used up
-- effect:  block
-- scope:   fund
-- on:      line
-- guard:   sale, fund, payment_limit
-- stops:   P3
-- zh:      「{name}」医保最多付{course_days}天,之前已付{earlier_days}天,本次{now_days}天
-- en:      "{name}" is paid for {course_days} days: {earlier_days} before, {now_days} now
-- next_zh: 减少天数,或顾客同意后改自费
-- next_en: Fewer days, or self-paid when the customer agrees
-- basis:   国家基本医疗保险、工伤保险和生育保险药品目录
-- since:   2021-05-01
-- note:    days of earlier fund sales of the same generic less refunds, all shops, plus the days of this basket;
--          a line without days takes those of its prescription
SELECT b.line AS line, b.name AS name, b.course AS course_days, b.now_days AS now_days, b.earlier AS earlier_days
FROM (
  SELECT l.line AS line, l.name AS name, l.limit_course_days AS course,
    (SELECT coalesce(sum(coalesce(m.days, i.days, 0)), 0)
     FROM line m LEFT JOIN prescription_item i ON i.prescription = m.prescription AND i.rx_key = m.rx_key
     WHERE m.pay = 'fund' AND (m.sku = l.sku OR m.generic = l.generic)) AS now_days,
    (SELECT coalesce(sum(CASE h.kind WHEN 'sale' THEN h.days WHEN 'refund' THEN -h.days ELSE 0 END), 0)
     FROM past_person h
     WHERE h.pay = 'fund' AND (h.sku = l.sku OR h.generic = l.generic)) AS earlier
  FROM line l
  WHERE l.pay = 'fund' AND l.limit_course_days IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM line o
                    WHERE o.pay = 'fund' AND o.line < l.line AND (o.sku = l.sku OR o.generic = l.generic))
) b
WHERE b.now_days + b.earlier > b.course;
