#include "checkout/difference.hpp"

namespace tillgate::checkout {

namespace {

struct Words {
  const char* name;
  const char* zh;
  const char* en;
  const char* next_zh;
  const char* next_en;
};

const Words& words_of(DifferenceKind kind) {
  static const Words all[] = {
      {"settlement_missing_there", "本店已结算,中心没有这笔",
       "We settled it, the centre does not have it", "把结算单号报给医保经办,补录或作废",
       "Tell the insurance office the number of the settlement"},
      {"settlement_missing_here", "中心有这笔结算,本店没有", "The centre has it, we do not",
       "核对这单是否收过药;没有就请医保经办撤销",
       "Find out whether goods left for it; if not, have it cancelled"},
      {"settlement_amounts", "两边金额不一致", "The amounts differ",
       "按结算单逐项核对,请医保经办更正", "Compare it line by line with the insurance office"},
      {"pack_not_uploaded", "这盒已卖出,没有上传成功", "The pack was sold and not uploaded",
       "看退回原因,改好商品档案后重新上传", "See why it was refused, mend it and upload again"},
      {"pack_not_there", "这盒已上传,中心没有", "The pack was uploaded, the platform lacks it",
       "重新上传这单的追溯码", "Upload the codes of this sale again"},
      {"upload_without_sale", "中心有这盒的销售,本店没有", "The platform has it as sold, we do not",
       "查是否别的收银机卖的;不是就删除这条上传",
       "Find out whether another till sold it; if not, have the upload deleted"}};
  return all[static_cast<std::size_t>(kind)];
}

Json or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

}  // namespace

Json to_json(const Difference& d) {
  const Words& words = words_of(d.kind);
  return {{"kind", words.name},
          {"sale", or_null(d.sale)},
          {"settlement_id", or_null(d.settlement_id)},
          {"message_id", or_null(d.message_id)},
          {"code", or_null(d.code)},
          {"refund", d.refund},
          {"ours", d.ours},
          {"theirs", d.theirs},
          {"detail", d.detail},
          {"zh", words.zh},
          {"en", words.en},
          {"next_zh", words.next_zh},
          {"next_en", words.next_en}};
}

}  // namespace tillgate::checkout
