-- id:      IN-04
-- title:   非营业时间 / Outside opening hours
-- effect:  confirm
-- scope:   fund
-- on:      sale
-- guard:   sale, fund
-- needs:   pharmacy.opens_minute, pharmacy.closes_minute
-- stops:   P7
-- zh:      现在不在营业时间内,请写明原因
-- en:      Outside opening hours: give the reason
-- next_zh: 写明原因后继续,或请顾客营业时间再来
-- next_en: Give the reason, or ask the customer to come back in opening hours
-- basis:   内部管控要求(无明文规定)
-- since:   2021-05-01
-- note:    open from opens_minute up to, not including, closes_minute; hours may cross midnight; equal times mean
--          round the clock
SELECT s.minute AS now_minute, p.opens_minute AS opens_minute, p.closes_minute AS closes_minute,
  CASE WHEN p.opens_minute IS NULL THEN 'pharmacy.opens_minute'
       WHEN p.closes_minute IS NULL THEN 'pharmacy.closes_minute' END AS missing
FROM sale s CROSS JOIN pharmacy p
WHERE p.opens_minute IS NULL OR p.closes_minute IS NULL
  OR (p.opens_minute < p.closes_minute AND (s.minute < p.opens_minute OR s.minute >= p.closes_minute))
  OR (s.minute < p.opens_minute AND s.minute >= p.closes_minute);
