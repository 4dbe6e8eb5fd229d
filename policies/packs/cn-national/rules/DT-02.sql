-- id:      DT-02
-- title:   上传积压 / Uploads overdue
-- effect:  approve
-- scope:   fund
-- on:      sale
-- guard:   sale, fund
-- param:   upload_hours_max integer 24 lower 1..24
-- stops:   P7
-- zh:      有销售数据超过{hours_max}小时没有上传
-- en:      Sales data has waited for upload more than {hours_max} hours
-- next_zh: 先上传积压数据;急用请药师写明原因放行
-- next_en: Upload first; a pharmacist may approve with a reason
-- basis:   医疗保障基金使用监督管理条例 第十六条、第三十九条;药品追溯码采集应用联合通知(2025年)
-- since:   2025-01-01
-- note:    shorter waits are told by the status of the till
SELECT s.oldest_upload_ms AS waiting_since_ms, :upload_hours_max AS hours_max
FROM sale s
WHERE s.now_ms - s.oldest_upload_ms > :upload_hours_max * 3600000;
