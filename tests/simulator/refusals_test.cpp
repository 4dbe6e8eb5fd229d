#include <catch2/catch.hpp>

#include "simulator/desk.hpp"

using namespace tillgate;
using test::Desk;

namespace {

using Change = std::function<void(Json&)>;

Change set(const char* pointer, Json value) {
  return [pointer, value = std::move(value)](Json& message) {
    message[Json::json_pointer(pointer)] = value;
  };
}

struct Case {
  const char* what;
  Change change;
  const char* words;
};

// Sends the message with one change each time; the unchanged one must be accepted at the end.
void check_refusals(Desk& desk, const std::function<Json()>& message,
                    const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    INFO(c.what);
    const std::size_t refused = desk.state()["refused"].size();
    Json changed = message();
    c.change(changed);
    const std::string words = Desk::words(desk.send(changed));
    INFO(words);
    CHECK(words.find(c.words) != std::string::npos);
    CHECK(desk.state()["refused"].size() == refused + 1);
  }
  CHECK(Desk::words(desk.send(message())) == "ok");
}

}  // namespace

TEST_CASE("the gateway lets nothing through that is not signed as it should be") {
  Desk desk;
  const std::string body =
      desk.envelope("9001", {{"signIn", {{"opter_no", "C001"}, {"mac", "0"}, {"ip", "0"}}}}).dump();
  const auto answer = [&](const std::function<void(simulator::SignedRequest&)>& change) {
    simulator::SignedRequest request = desk.signature();
    change(request);
    return Desk::words(desk.send_signed(request, body));
  };
  const auto resigned = [](simulator::SignedRequest& r) {
    r.signature =
        platform::x_tif_signature(r.timestamp, "sample-secret-never-used-for-real", r.nonce);
  };
  CHECK(answer([](auto& r) { r.application = "OTHER"; }) == "gateway: unknown application");
  CHECK(answer([](auto& r) { r.application = ""; }) == "gateway: unknown application");
  CHECK(answer([](auto& r) { r.timestamp = "now"; }) == "gateway: signature expired");
  CHECK(answer([&](auto& r) {
          r.timestamp = std::to_string(desk.clock.now() / 1000 - 301);
          resigned(r);
        }) == "gateway: signature expired");
  CHECK(answer([&](auto& r) {
          r.timestamp = std::to_string(desk.clock.now() / 1000 + 301);
          resigned(r);
        }) == "gateway: signature expired");
  CHECK(answer([](auto& r) { r.signature[0] = r.signature[0] == 'a' ? 'b' : 'a'; }) ==
        "gateway: wrong signature");
  CHECK(answer([](auto& r) { r.signature = ""; }) == "gateway: wrong signature");
  CHECK(answer([&](auto& r) {
          r.nonce = "";
          resigned(r);
        }) == "gateway: wrong signature");
  const auto once = desk.signature();
  CHECK(Desk::words(desk.send_signed(once, body)) == "ok");
  CHECK(Desk::words(desk.send_signed(once, body)) == "gateway: nonce used before");
  CHECK(Desk::words(desk.send_signed(desk.signature(), "{")) ==
        "gateway: body is not well-formed JSON");
}

TEST_CASE("an envelope is refused for every field that is wrong") {
  Desk desk;
  desk.open_shop();
  const auto message = [&] {
    return desk.envelope(
        "1101", {{"data", {{"mdtrt_cert_type", "02"}, {"mdtrt_cert_no", "329999195803129913"}}}});
  };
  check_refusals(
      desk, message,
      {{"no transaction", set("/infno", ""), "infno: missing"},
       {"an unknown transaction", set("/infno", "1102"), "交易编号"},
       {"a field of the wrong type", set("/opter", 1), "opter: not text"},
       {"a field that does not exist", set("/mdtrtarea_admdvs", "999900"),
        "mdtrtarea_admdvs: unknown field"},
       {"an input that is no object", set("/input", "x"), "input: not an object"},
       {"a short message number", set("/msgid", "P9999990000120261120101500000"), "报文ID长度"},
       {"another institution's message number", set("/msgid", "P99999900002202611201015000001"),
        "机构编号开头"},
       {"a message number without a time", set("/msgid", "P99999900001202613201015000001"),
        "时间或流水号"},
       {"a message number with letters", set("/msgid", "P999999000012026112010150000A1"),
        "时间或流水号"},
       {"another institution", set("/fixmedins_code", "P99999900002"), "机构编号与应用不符"},
       {"another name", set("/fixmedins_name", "示例大药房"), "机构名称"},
       {"another region", set("/mdtrtarea_admvs", "110000"), "就医地"},
       {"another receiver", set("/recer_sys_code", "LXXT"), "接收方"},
       {"another version", set("/infver", "V9.9"), "接口版本号"},
       {"an unknown kind of operator", set("/opter_type", "7"), "opter_type: not one of the codes"},
       {"an unknown operator", set("/opter", "C009"), "经办人"},
       {"an operator under another name", set("/opter_name", "某人"), "经办人"},
       {"no sign-in", set("/sign_no", ""), "未签到"},
       {"a sign-in never given", set("/sign_no", "999900202611201015000000099999"), "未签到"},
       {"an old message time", set("/inf_time", "2026-11-20 10:09:59"), "交易时间"},
       {"a message time to come", set("/inf_time", "2026-11-20 10:20:01"), "交易时间"}});
}

TEST_CASE("a message number is good once, even for a refused message") {
  Desk desk;
  desk.open_shop();
  Json message =
      desk.envelope("1101", {{"data", {{"mdtrt_cert_type", "01"}, {"mdtrt_cert_no", "nobody"}}}});
  CHECK(Desk::words(desk.send(message)).find("未查询到") != std::string::npos);
  message["input"]["data"]["mdtrt_cert_no"] = "999900SAMPLETOKEN0001";
  CHECK(Desk::words(desk.send(message)) == "报文ID重复");
}

TEST_CASE("a sign-in holds for its operator and its day") {
  Desk desk;
  desk.open_shop();
  Json other = desk.envelope(
      "1101", {{"data", {{"mdtrt_cert_type", "01"}, {"mdtrt_cert_no", "999900SAMPLETOKEN0001"}}}});
  other["opter"] = "C002";
  other["opter_name"] = "收银员乙";
  CHECK(Desk::words(desk.send(other)) == "未签到");
  desk.clock.advance(14LL * 3600 * 1000);
  CHECK(Desk::words(desk.identify()) == "签到已过期,请重新签到");
  desk.sign_in();
  CHECK(Desk::words(desk.identify()) == "ok");
  Json signing =
      desk.envelope("9001", {{"signIn", {{"opter_no", "C002"}, {"mac", "0"}, {"ip", "0"}}}});
  CHECK(Desk::words(desk.send(signing)).find("不一致") != std::string::npos);
  signing = desk.envelope("9001", {{"signIn", {{"opter_no", "C001"}, {"mac", "0"}, {"ip", "0"}}}});
  signing["sign_no"] = desk.sign_in_number;
  CHECK(Desk::words(desk.send(signing)).find("不应有") != std::string::npos);
}

TEST_CASE("a person is told only to who shows their credential") {
  Desk desk;
  desk.open_shop();
  const auto ask = [&](Json data) {
    return desk.send(desk.envelope("1101", {{"data", std::move(data)}}));
  };
  const Json card = ask({{"mdtrt_cert_type", "03"},
                         {"mdtrt_cert_no", "Z999900006"},
                         {"card_sn", "999900SAMPLECARD0006"}});
  CHECK(card["output"]["baseinfo"]["psn_name"] == "吴示例");
  CHECK(card["output"]["insuinfo"][0]["insuplc_admdvs"] == "998800");
  CHECK(card["output"]["insuinfo"][0]["balc"] == 1200.0);
  CHECK(Desk::words(ask(
            {{"mdtrt_cert_type", "03"}, {"mdtrt_cert_no", "Z999900006"}, {"card_sn", "other"}})) !=
        "ok");
  CHECK(Desk::words(ask({{"mdtrt_cert_type", "03"}, {"mdtrt_cert_no", "Z999900006"}})) ==
        "data.card_sn: missing");
  CHECK(Desk::words(ask({{"mdtrt_cert_type", "02"}, {"mdtrt_cert_no", "999900SAMPLETOKEN0001"}})) !=
        "ok");
  CHECK(Desk::words(ask({{"mdtrt_cert_type", "01"},
                         {"mdtrt_cert_no", "999900SAMPLETOKEN0001"},
                         {"psn_name", "别人"}})) != "ok");
}

TEST_CASE("a settlement is refused for everything that does not add up or is not allowed") {
  Desk desk;
  desk.open_shop();
  desk.identify("999900SAMPLETOKEN0005");
  const auto line = [](const char* field) { return "/input/drugdetail/0/" + std::string(field); };
  const std::string code = line("med_list_codg");
  const std::string shop = line("medins_list_codg");
  const std::string total = line("det_item_fee_sumamt");
  const std::string count = line("cnt");
  const std::vector<Case> cases = {
      {"no insured region", set("/insuplc_admdvs", ""), "参保地医保区划为空"},
      {"another insured region", set("/insuplc_admdvs", "998800"), "参保地医保区划与参保信息不符"},
      {"an unknown person", set("/input/druginfo/psn_no", "1"), "人员编号不存在"},
      {"a kind of insurance they do not have", set("/input/druginfo/insutype", "390"),
       "没有该险种"},
      {"a credential not seen today", set("/input/druginfo/mdtrt_cert_no", "999900SAMPLETOKEN0002"),
       "就诊凭证"},
      {"another kind of credential", set("/input/druginfo/mdtrt_cert_type", "02"), "就诊凭证"},
      {"an unknown kind of visit", set("/input/druginfo/med_type", "11"),
       "med_type: not one of the codes"},
      {"a total that is not the sum", set("/input/druginfo/medfee_sumamt", 27.61), "医疗费总额"},
      {"a total as text", set("/input/druginfo/medfee_sumamt", "27.60"),
       "medfee_sumamt: not a number"},
      {"a line that is not price times quantity", set(total.c_str(), 27.59), "单价乘数量"},
      {"nothing sold", set(count.c_str(), 0), "单价乘数量"},
      {"an unknown item", set(code.c_str(), "X"), "医疗目录编码不存在"},
      {"an item that is not mapped", set(shop.c_str(), "D001"), "未对照"},
      {"a third decimal", set(total.c_str(), 27.605), "more than 2 decimals"},
      {"a prescription without its number", set("/input/drugdetail/0/rx_circ_flag", "1"),
       "rxno: missing"},
      {"no lines", set("/input/drugdetail", Json::array()), "drugdetail: missing"},
      {"a line number twice",
       [](Json& m) {
         m["input"]["drugdetail"].push_back(m["input"]["drugdetail"][0]);
         m["input"]["druginfo"]["medfee_sumamt"] = 55.20;
       },
       "流水号重复"},
      {"an item the fund never pays",
       [](Json& m) {
         m["input"]["drugdetail"][0]["med_list_codg"] = "ZA04BAP0061010301453";
         m["input"]["drugdetail"][0]["medins_list_codg"] = "D144";
       },
       "不属于医保支付范围"},
      {"a person whose insurance is paused",
       [](Json& m) {
         m["input"]["druginfo"]["psn_no"] = "99990000000000000005";
         m["input"]["druginfo"]["mdtrt_cert_no"] = "999900SAMPLETOKEN0005";
       },
       "参保状态异常"},
  };
  check_refusals(
      desk, [&] { return desk.envelope("2101", Desk::sale()); }, cases);
  CHECK(desk.state()["settlements"].empty());
  check_refusals(
      desk, [&] { return desk.envelope("2102", Desk::sale()); }, cases);
  CHECK(desk.state()["settlements"].size() == 1);
}

TEST_CASE("a credential is good for an hour after it was shown") {
  Desk desk;
  desk.open_shop();
  desk.clock.advance(3'600'000);
  CHECK(Desk::words(desk.send(desk.envelope("2102", Desk::sale()))) == "ok");
  desk.clock.advance(1);
  CHECK(Desk::words(desk.send(desk.envelope("2102", Desk::sale()))).find("就诊凭证") !=
        std::string::npos);
}

TEST_CASE("a cancellation undoes a whole settlement once") {
  Desk desk;
  desk.open_shop();
  const Json settled = desk.send(desk.envelope("2102", Desk::sale()))["output"]["setlinfo"];
  const auto message = [&] {
    return desk.envelope("2103", {{"data",
                                   {{"psn_no", settled["psn_no"]},
                                    {"setl_id", settled["setl_id"]},
                                    {"mdtrt_id", settled["mdtrt_id"]}}}});
  };
  check_refusals(desk, message,
                 {{"an unknown settlement", set("/input/data/setl_id", "1"), "未找到结算"},
                  {"another visit", set("/input/data/mdtrt_id", "1"), "不符"},
                  {"another person", set("/input/data/psn_no", "99990000000000000002"), "不符"}});
  CHECK(Desk::words(desk.send(message())).find("已撤销") != std::string::npos);
  CHECK(desk.identify()["output"]["insuinfo"][0]["balc"] == 2860.0);
}

TEST_CASE("a reversal undoes a settlement, may be repeated, and stops a message that comes late") {
  Desk desk;
  desk.open_shop();
  Json sale = desk.envelope("2102", Desk::sale());
  const std::string lost = sale["msgid"];
  CHECK(Desk::words(desk.send(sale)) == "ok");
  const auto message = [&](const std::string& original) {
    return desk.envelope(
        "2601",
        {{"data", {{"psn_no", "99990000000000000001"}, {"omsgid", original}, {"oinfno", "2102"}}}});
  };
  check_refusals(desk, [&] { return message(lost); },
                 {{"another person", set("/input/data/psn_no", "99990000000000000002"), "人员不符"},
                  {"another transaction", set("/input/data/oinfno", "2103"), "编号不符"},
                  {"one that cannot be reversed", set("/input/data/oinfno", "2207"), "不支持冲正"},
                  {"another institution",
                   set("/input/data/omsgid", "P99999900002202611201015000001"), "不属于"}});
  CHECK(Desk::words(desk.send(message(lost))) == "ok");
  CHECK(desk.identify()["output"]["insuinfo"][0]["balc"] == 2860.0);

  Json late = desk.envelope("2102", Desk::sale());
  CHECK(Desk::words(desk.send(message(late["msgid"]))) == "ok");
  CHECK(Desk::words(desk.send(late)) == "该报文已被冲正");
  const Json state = desk.state();
  CHECK(state["settlements"].size() == 1);
  CHECK(state["settlements"][0]["state"] == "reversed");
  CHECK(state["reversals"].back()["found"] == false);
}

TEST_CASE("a reversed cancellation puts the settlement back in force") {
  Desk desk;
  desk.open_shop();
  Json sale = desk.envelope("2102", Desk::sale());
  const Json settled = desk.send(sale)["output"]["setlinfo"];
  const Json cancel = desk.envelope("2103", {{"data",
                                              {{"psn_no", settled["psn_no"]},
                                               {"setl_id", settled["setl_id"]},
                                               {"mdtrt_id", settled["mdtrt_id"]}}}});
  const Json cancelled = desk.send(cancel)["output"]["setlinfo"];
  CHECK(cancelled["medfee_sumamt"] == -27.6);
  CHECK(cancelled["acct_pay"] == -27.6);
  CHECK(cancelled["balc"] == 2860.0);
  const auto reverse = [&](const Json& original, const char* transaction) {
    return Desk::words(desk.send(desk.envelope("2601", {{"data",
                                                         {{"psn_no", settled["psn_no"]},
                                                          {"omsgid", original["msgid"]},
                                                          {"oinfno", transaction}}}})));
  };
  CHECK(reverse(sale, "2102").find("已撤销") != std::string::npos);
  CHECK(reverse(cancel, "2103") == "ok");
  CHECK(desk.state()["settlements"][0]["state"] == "active");
  CHECK(desk.identify()["output"]["insuinfo"][0]["balc"] == 2832.4);
}

TEST_CASE("an upload is refused at its second level") {
  Desk desk;
  desk.open_shop();
  const Json settled = desk.send(desk.envelope("2102", Desk::sale()))["output"]["setlinfo"];
  REQUIRE(Desk::words(desk.send(desk.envelope("3505", Desk::upload("S0", {"1", "2"})))) == "ok");
  int receipts = 0;
  const auto message = [&] {
    const std::string receipt = "S" + std::to_string(++receipts);
    Json input = Desk::upload(receipt, {receipt + "-a", receipt + "-b"});
    input["selinfo"]["mdtrt_setl_type"] = "1";
    input["selinfo"]["hi_feesetl_type"] = "1";
    input["selinfo"]["setl_id"] = settled["setl_id"];
    input["selinfo"]["psn_no"] = settled["psn_no"];
    return desk.envelope("3505", std::move(input));
  };
  check_refusals(
      desk, message,
      {{"a required field missing", set("/input/selinfo/phar_name", ""),
        "selinfo.phar_name: missing"},
       {"an insured sale without a settlement", set("/input/selinfo/setl_id", ""),
        "selinfo.setl_id: missing"},
       {"an unknown settlement", set("/input/selinfo/setl_id", "1"), "结算ID不存在"},
       {"another person's settlement",
        [](Json& m) { m["input"]["selinfo"]["psn_no"] = "99990000000000000002"; },
        "人员编号与结算不符"},
       {"an insured sale called not insured", set("/input/selinfo/hi_feesetl_type", "0"),
        "不能为非医保"},
       {"an item that was not settled",
        set("/input/selinfo/med_list_codg", "XC08CAA187A001020101187"), "结算中没有该药品"},
       {"an unknown item", set("/input/selinfo/med_list_codg", "X"), "医疗目录编码不存在"},
       {"nothing sold", set("/input/selinfo/sel_retn_cnt", 0), "大于零"},
       {"a code uploaded before", set("/input/selinfo/drugtracinfo/0/drug_trac_codg", "2"),
        "追溯码已上传过: 单据 S0"},
       {"a code twice in one message",
        [](Json& m) {
          Json& codes = m["input"]["selinfo"]["drugtracinfo"];
          codes[1] = codes[0];
        },
        "重复"}});
  CHECK(desk.state()["uploads"].size() == 2);
}

TEST_CASE("a code of a split pack may be uploaded again, and so may the very same upload") {
  Desk desk;
  desk.open_shop();
  const auto send = [&](const char* receipt, const char* split) {
    Json input = Desk::upload(receipt, {"1"});
    input["selinfo"]["trdn_flag"] = split;
    return Desk::words(desk.send(desk.envelope("3505", std::move(input))));
  };
  CHECK(send("S1", "1") == "ok");
  CHECK(send("S2", "1") == "ok");
  CHECK(send("S3", "0").find("追溯码已上传过") != std::string::npos);
  CHECK(send("S2", "1") == "ok");
  CHECK(desk.state()["uploads"].size() == 2);
}

TEST_CASE("an insured upload of a reversed settlement is refused") {
  Desk desk;
  desk.open_shop();
  Json sale = desk.envelope("2102", Desk::sale());
  const Json settled = desk.send(sale)["output"]["setlinfo"];
  desk.send(desk.envelope(
      "2601",
      {{"data", {{"psn_no", settled["psn_no"]}, {"omsgid", sale["msgid"]}, {"oinfno", "2102"}}}}));
  Json input = Desk::upload("S1", {"1"});
  input["selinfo"]["mdtrt_setl_type"] = "1";
  input["selinfo"]["hi_feesetl_type"] = "1";
  input["selinfo"]["setl_id"] = settled["setl_id"];
  input["selinfo"]["psn_no"] = settled["psn_no"];
  CHECK(Desk::words(desk.send(desk.envelope("3505", std::move(input)))).find("已撤销或已冲正") !=
        std::string::npos);
}
