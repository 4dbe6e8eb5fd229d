-- id:      SP-08
-- title:   含特殊药品复方限购 / Compounds with special medicines: pack limit
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, special
-- param:   compound_max_packs integer 5 lower 1..5
-- stops:   P7
-- zh:      含特殊药品的复方制剂一次最多{allowed}盒,本次{packs}盒
-- en:      At most {allowed} packs of compounds with special medicines, {packs} asked
-- next_zh: 减少数量
-- next_en: Sell fewer packs
-- basis:   国食药监办〔2009〕503号;食药监办药化监〔2013〕33号
-- since:   2021-05-01
-- note:    all such compounds of the basket together
SELECT min(l.line) AS line, coalesce(sum(l.packs), 0) AS packs, :compound_max_packs AS allowed
FROM line l
WHERE l.special = 'compound'
HAVING coalesce(sum(l.packs), 0) > :compound_max_packs;
