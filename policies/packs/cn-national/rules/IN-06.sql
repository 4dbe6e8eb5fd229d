-- id:      IN-06
-- title:   商品档案没有更新 / Product master out of date
-- effect:  block
-- scope:   fund
-- on:      sale
-- guard:   sale, fund
-- absent:  pharmacy.catalogue_day
-- param:   catalogue_days_max integer 7 open 1..31
-- stops:   P1, P3
-- zh:      医保目录和商品档案超过{days_max}天没有更新,暂不能刷医保
-- en:      Catalogue and product master were not updated for more than {days_max} days: no fund payment
-- next_zh: 请信息员导入最新商品档案;先自费
-- next_en: Have the newest master imported; take payment privately meanwhile
-- basis:   医疗保障基金使用监督管理条例 第十四条;内部管控要求
-- since:   2021-05-01
-- note:    the day of the import counts as the first; a master nobody imported is out of date. That the pack itself is
--          not in force, the engine says under this id too
SELECT f.catalogue_day AS catalogue_day, :catalogue_days_max AS days_max
FROM sale s CROSS JOIN pharmacy f
WHERE f.catalogue_day IS NULL OR s.day - f.catalogue_day > :catalogue_days_max;
