// The kinds of records (记录种类) in use, and their Chinese names for readers.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace tillgate::ledger {

struct Kind {
  std::string_view name;
  std::string_view zh;
};

constexpr std::array<Kind, 31> kinds{{
    {"gate_opened", "开机"},
    {"gate_closed", "关机"},
    {"policy_activated", "规则包启用"},
    {"catalogue_imported", "商品档案导入"},
    {"stock_received", "验收入库"},
    {"relation_learned", "追溯码与商品对应关系记住"},
    {"sale_authorised", "授权收银软件结算"},
    {"line_moved", "商品行改自费"},
    {"sale_settled", "结算成功"},
    {"sale_refused", "拒绝销售"},
    {"sale_abandoned", "放弃销售"},
    {"sale_uncertain", "结算结果未知"},
    {"sale_reversed", "已冲正"},
    {"sale_refunded", "已退货退费"},
    {"refund_refused", "退货退费被拒"},
    {"refund_uncertain", "退货退费结果未知"},
    {"refund_reversed", "退货退费已撤销"},
    {"settlement_refused", "结算被拒"},
    {"override_used", "人工放行"},
    {"upload_accepted", "上传成功"},
    {"upload_rejected", "上传被退回"},
    {"upload_requeued", "退回的上传重新排队"},
    {"outage_begun", "医保网断开"},
    {"outage_ended", "医保网恢复"},
    {"clock_anomaly", "时钟异常"},
    {"key_rotated", "更换密钥"},
    {"export_made", "导出日志"},
    {"reconciled", "已对账"},
    {"disclosure_erased", "个人信息已删除"},
    {"generation_begun", "新一代日志启用"},
    {"witness_refused", "见证方拒绝"},
}};

// Empty for a kind that is not listed; a newer version of the library may write further ones.
constexpr std::string_view kind_zh(std::string_view name) {
  const auto* const found =
      std::find_if(kinds.begin(), kinds.end(), [&](const Kind& kind) { return kind.name == name; });
  return found == kinds.end() ? std::string_view() : found->zh;
}

}  // namespace tillgate::ledger
