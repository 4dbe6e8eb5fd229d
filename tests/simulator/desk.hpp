// The simulated platform without its network, and messages of a till at the sample pharmacy, built
// by hand.
#pragma once

#include <functional>

#include "platform/wire_time.hpp"
#include "platform/x_tif.hpp"
#include "sdk/simulator/platform.hpp"
#include "support/clock.hpp"
#include "support/data.hpp"

namespace tillgate::test {

inline std::filesystem::path sample_world_file() {
  return std::filesystem::path(TILLGATE_SOURCE_DIR) / "sdk" / "simulator" / "world" / "sample.json";
}

class Desk {
 public:
  explicit Desk(const std::filesystem::path& world = sample_world_file())
      : platform_(simulator::World::load(world).value(), simulator::Books::open({}).value(),
                  platform::FieldTable::load().value(), clock) {}

  std::string next_id() {
    std::string serial = std::to_string(10'000 + ++messages_).substr(1);
    return "P99999900001" + platform::local_stamp(clock.now()) + serial;
  }

  Json envelope(const std::string& transaction, Json input, const std::string& region = "999900") {
    return {{"infno", transaction},
            {"msgid", next_id()},
            {"mdtrtarea_admvs", "999900"},
            {"insuplc_admdvs", region},
            {"recer_sys_code", "YBXT"},
            {"infver", "V1.0"},
            {"opter_type", "1"},
            {"opter", "C001"},
            {"opter_name", "收银员甲"},
            {"inf_time", local_text(clock.now())},
            {"fixmedins_code", "P99999900001"},
            {"fixmedins_name", "示例药店"},
            {"sign_no", transaction == "9001" ? "" : sign_in_number},
            {"input", std::move(input)}};
  }

  simulator::SignedRequest signature() {
    const std::string timestamp = std::to_string(clock.now() / 1000);
    const std::string nonce = "nonce-" + std::to_string(++messages_);
    return {"TILLGATE-SAMPLE", timestamp, nonce,
            platform::x_tif_signature(timestamp, "sample-secret-never-used-for-real", nonce)};
  }

  Json send(const Json& message) {
    return Json::parse(platform_.answer(signature(), message.dump()).body);
  }
  // The body as it is, for replies that are no JSON.
  std::string send_raw(const Json& message) { return answer_to(message).body; }
  simulator::HttpAnswer answer_to(const Json& message) {
    return platform_.answer(signature(), message.dump());
  }
  simulator::Platform& platform() { return platform_; }
  Json send_signed(const simulator::SignedRequest& request, const std::string& body) {
    return Json::parse(platform_.answer(request, body).body);
  }
  Json state() const { return platform_.state(); }

  // The platform's words, or "ok".
  static std::string words(const Json& reply) {
    if (!reply.contains("infcode")) return "gateway: " + reply.value("message", "");
    if (reply["infcode"] != 0) return reply["err_msg"];
    const Json& output = reply["output"];
    if (output.is_object() && output.contains("result") && output["result"].is_object() &&
        output["result"]["retRslt"] == "0")
      return output["result"]["msgRslt"];
    return "ok";
  }

  void sign_in() {
    const Json reply = send(
        envelope("9001", {{"signIn", {{"opter_no", "C001"}, {"mac", "0"}, {"ip", "127.0.0.1"}}}}));
    sign_in_number = reply["output"]["signinoutb"]["sign_no"];
  }

  Json identify(const std::string& token = "999900SAMPLETOKEN0001") {
    return send(
        envelope("1101", {{"data", {{"mdtrt_cert_type", "01"}, {"mdtrt_cert_no", token}}}}));
  }

  void open_shop() {
    sign_in();
    identify();
  }

  // Two boxes at 13.80 of a plain payable medicine, for person 1 of the sample world.
  static Json sale(double total = 27.60) {
    return {{"druginfo",
             {{"psn_no", "99990000000000000001"},
              {"mdtrt_cert_type", "01"},
              {"mdtrt_cert_no", "999900SAMPLETOKEN0001"},
              {"begntime", "2026-11-20 10:15:00"},
              {"medfee_sumamt", total},
              {"insutype", "310"},
              {"acct_used_flag", "1"},
              {"med_type", "41"}}},
            {"drugdetail",
             Json::array({line("1", "XC08CAA187A001010304658", "D089", 13.80, 2, 27.60)})}};
  }

  static Json line(const char* number, const char* code, const char* shop_code, double price,
                   double count, double total) {
    return {{"feedetl_sn", number},
            {"rx_circ_flag", "0"},
            {"fee_ocur_time", "2026-11-20 10:15:00"},
            {"med_list_codg", code},
            {"medins_list_codg", shop_code},
            {"pric", price},
            {"cnt", count},
            {"det_item_fee_sumamt", total}};
  }

  static Json upload(const std::string& receipt, const std::vector<std::string>& codes) {
    Json row = {{"med_list_codg", "XC08CAA187A001010304658"},
                {"fixmedins_hilist_id", "D089"},
                {"fixmedins_hilist_name", "苯磺酸氨氯地平片"},
                {"fixmedins_bchno", "B0001"},
                {"prsc_dr_name", "无"},
                {"phar_name", "药师甲"},
                {"phar_prac_cert_no", "ZY0001"},
                {"hi_feesetl_type", "0"},
                {"mdtrt_sn", receipt},
                {"psn_cert_type", "01"},
                {"manu_lotnum", "20260101"},
                {"manu_date", "2026-01-01"},
                {"expy_end", "2028-12-31"},
                {"rx_flag", "0"},
                {"trdn_flag", "0"},
                {"rtal_docno", receipt},
                {"sel_retn_cnt", 1},
                {"sel_retn_time", "2026-11-20 10:15:00"},
                {"sel_retn_opter_name", "收银员甲"},
                {"mdtrt_setl_type", "2"},
                {"drugtracinfo", Json::array()}};
    for (const std::string& code : codes) row["drugtracinfo"].push_back({{"drug_trac_codg", code}});
    return {{"selinfo", std::move(row)}};
  }

  FixedClock clock;
  std::string sign_in_number;

 private:
  int messages_ = 0;
  simulator::Platform platform_;
};

}  // namespace tillgate::test
