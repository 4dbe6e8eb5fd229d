-- id:      DT-09
-- title:   没有监控记录 / No video reference
-- effect:  record
-- scope:   fund
-- on:      sale
-- guard:   sale, fund
-- param:   video_wanted integer 0 raise 0..1
-- stops:   P4, P5
-- zh:      这一单没有监控记录,已记录
-- en:      No camera sees this till: recorded
-- basis:   统筹地区医保部门规定(各地不同)
-- since:   2021-05-01
-- note:    off (0) unless the region wants a video reference for every fund receipt; a camera that is offline is IN-10
SELECT s.till AS till
FROM sale s
WHERE s.camera IS NULL AND :video_wanted = 1;
