-- id:      ID-01
-- title:   未核验医保凭证 / Credential not verified
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund
-- stops:   P4
-- zh:      还没有核验医保凭证,请先刷医保码或社保卡
-- en:      No verified credential yet: show the insurance code or the card first
-- next_zh: 扫医保码或插社保卡,核验后重审
-- next_en: Scan the code or insert the card, then review again
-- basis:   医疗保障基金使用监督管理条例 第十五条、第十七条;社会保险法 第三十条
-- since:   2021-05-01
SELECT count(*) AS fund_lines
FROM line l
WHERE l.pay = 'fund' AND NOT EXISTS (SELECT 1 FROM person p WHERE p.verified = 1)
HAVING count(*) > 0;
