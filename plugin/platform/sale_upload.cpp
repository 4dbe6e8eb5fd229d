#include "platform/sale_upload.hpp"

#include "platform/envelope.hpp"
#include "platform/reply_node.hpp"

namespace tillgate::platform {

namespace {

// Required text that does not exist, such as the prescriber of an over-the-counter pack.
constexpr const char* none = "无";
constexpr const char* other_certificate = "99";
constexpr std::size_t city_digits = 4;

const char* code_of(RxClass rx_class) {
  switch (rx_class) {
    case RxClass::prescription:
      return "1";
    case RxClass::both:
      return "2";
    default:
      return "0";
  }
}

// 医保费用结算类型: the first four digits of a region name the city, which is the pooling area.
const char* fee_kind(const SaleUpload& sale, const std::string& region) {
  if (!sale.insured || !sale.buyer) return "0";
  const std::string_view home = sale.buyer->insured_region;
  return home.substr(0, city_digits) == region.substr(0, city_digits) ? "1" : "2";
}

void add_buyer(const SaleUpload& sale, Json& row) {
  row["psn_cert_type"] = other_certificate;
  if (!sale.buyer) return;
  if (!sale.buyer->certificate_kind.empty()) row["psn_cert_type"] = sale.buyer->certificate_kind;
  row["psn_no"] = sale.buyer->person_number;
  row["certno"] = sale.buyer->certificate_number;
  row["psn_name"] = sale.buyer->name;
}

}  // namespace

Json sale_upload_input(const SaleUpload& sale, const std::string& region) {
  Json row = {{"med_list_codg", sale.item_code},
              {"fixmedins_hilist_id", sale.shop_code},
              {"fixmedins_hilist_name", sale.product_name},
              {"fixmedins_bchno", sale.batch_number},
              {"drug_prod_barc", sale.barcode},
              {"prsc_dr_name", sale.prescriber.empty() ? none : sale.prescriber},
              {"phar_name", sale.pharmacist_name},
              {"phar_prac_cert_no", sale.pharmacist_licence},
              {"hi_feesetl_type", fee_kind(sale, region)},
              {"setl_id", sale.insured ? sale.insured->settlement_id : ""},
              {"mdtrt_sn", sale.insured ? sale.insured->visit_id : sale.receipt},
              {"mdtrt_setl_type", sale.insured ? "1" : "2"},
              {"manu_lotnum", sale.lot},
              {"manu_date", sale.made},
              {"expy_end", sale.expires},
              {"rx_flag", code_of(sale.rx_class)},
              {"trdn_flag", sale.pack == Pack::split ? "1" : "0"},
              {"finl_trns_pric", decimal_text(sale.price_fen, 2)},
              {"rxno", sale.prescription.value_or("")},
              {"rx_circ_flag", sale.prescription ? "1" : "0"},
              {"rtal_docno", sale.receipt},
              {"sel_retn_cnt", decimal_text(sale.quantity_milli, 3)},
              {"sel_retn_time", local_text(sale.sold_at)},
              {"sel_retn_opter_name", sale.sold_by}};
  add_buyer(sale, row);
  Json codes = Json::array();
  for (const std::string& code : sale.codes) codes.push_back({{"drug_trac_codg", code}});
  row["drugtracinfo"] = std::move(codes);
  return {{"selinfo", std::move(row)}};
}

Result<Done> add_remark(Json& document, const std::string& remark) {
  constexpr std::size_t max_remark = 500;  // in characters, of which there are no more than bytes
  if (remark.size() > max_remark)
    return Failure{TILLGATE_E_DOCUMENT, "the remark is too long", "selinfo.memo"};
  const Json::json_pointer row("/input/selinfo");
  if (!document.contains(row))
    return Failure{TILLGATE_E_DOCUMENT, "not the document of a sale upload", "selinfo"};
  document[row]["memo"] = remark;
  return Done{};
}

Json sale_return_input(const SaleUpload& sale) {
  Json row = {{"med_list_codg", sale.item_code},
              {"fixmedins_hilist_id", sale.shop_code},
              {"fixmedins_hilist_name", sale.product_name},
              {"fixmedins_bchno", sale.batch_number},
              {"setl_id", sale.insured ? sale.insured->settlement_id : ""},
              {"mdtrt_sn", sale.insured ? sale.insured->visit_id : sale.receipt},
              {"manu_lotnum", sale.lot},
              {"manu_date", sale.made},
              {"expy_end", sale.expires},
              {"rx_flag", code_of(sale.rx_class)},
              {"trdn_flag", sale.pack == Pack::split ? "1" : "0"},
              {"finl_trns_pric", decimal_text(sale.price_fen, 2)},
              {"sel_retn_cnt", decimal_text(sale.quantity_milli, 3)},
              {"sel_retn_time", local_text(sale.sold_at)},
              {"sel_retn_opter_name", sale.sold_by},
              {"medins_prod_sel_no", sale.receipt}};
  add_buyer(sale, row);
  Json codes = Json::array();
  for (const std::string& code : sale.codes) codes.push_back({{"drug_trac_codg", code}});
  row["drugtracinfo"] = std::move(codes);
  return {{"selinfo", std::move(row)}};
}

Result<Answer<Done>> read_sale_upload(const Json& output) {
  const ReplyNode result = ReplyNode(output).child("result");
  const std::string code = result.text("retRslt");
  // The oldest edition answers with the envelope alone.
  if (code == "1" || (code.empty() && output.is_null())) return Answer<Done>(Done{});
  if (code == "0") {
    const std::string words = result.text("msgRslt");
    return Answer<Done>(Refusal{words.empty() ? "retRslt 0" : platform_words(words)});
  }
  return Failure{TILLGATE_E_PLATFORM, "the reply says neither done nor refused",
                 result.path_of("retRslt")};
}

}  // namespace tillgate::platform
