// Every vector of tests/vectors/codes against the parser of its kind: each expected field must be
// equal (null means absent), each refusal must name the first check that failed.
#include <catch2/catch.hpp>
#include <functional>
#include <map>

#include "base/time.hpp"
#include "scanner/aim.hpp"
#include "scanner/kinds/e_credential.hpp"
#include "scanner/kinds/gs1.hpp"
#include "scanner/kinds/gs1_date.hpp"
#include "scanner/kinds/resident_id.hpp"
#include "scanner/kinds/retail.hpp"
#include "scanner/kinds/sscc.hpp"
#include "scanner/kinds/trace.hpp"
#include "scanner/kinds/wallet.hpp"
#include "scanner/normalise.hpp"
#include "scanner/scan.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::scanner;

namespace {

// What a parser answered, as the vectors write it.
struct Answer {
  Json fields;         // null when refused
  std::string reason;  // stable id, empty when accepted
};

template <class T, class Describe>
Answer answer(const Parsed<T>& parsed, Describe describe) {
  if (const auto* reason = std::get_if<Reason>(&parsed)) return {{}, refuse(*reason).reason};
  return {describe(std::get<T>(parsed)), ""};
}

// Our names of the reasons are theirs in small letters.
std::string lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return text;
}

Json text_or_null(std::string_view text) {
  return text.empty() ? Json() : Json(text);
}

std::int64_t today(const Json& params) {
  return day_of_date(params.value("today", "2026-01-01")).value();
}

Answer trace20(const std::string& text, const Json& params) {
  const bool eight = params.value("require_leading_8", true);
  return answer(parse_trace(text, eight ? FirstDigit::eight : FirstDigit::any),
                [](const auto& code) {
                  return Json{{"drug_id", code.drug_id},
                              {"serial", code.serial},
                              {"legacy_serial9", code.serial.substr(0, 9)},
                              {"legacy_check4", code.serial.substr(9)},
                              {"leading8", code.code.front() == '8'}};
                });
}

Answer trace_qr(const std::string& text, const Json&) {
  return answer(find_trace(text), [](const TraceText& found) {
    const char* const sources[] = {"bare", "url", "text"};
    return Json{{"code", found.code.code},
                {"source", sources[static_cast<int>(found.source)]},
                {"host_known", found.host_known ? Json(*found.host_known) : Json()}};
  });
}

Answer trace_label(const std::string& text, const Json&) {
  return answer(parse_trace_label(text), [](const TraceCode& code) {
    return Json{{"code", code.code}, {"drug_id", code.drug_id}, {"serial", code.serial}};
  });
}

Answer gtin(const std::string& text, const Json&) {
  return answer(parse_gtin(text), [](const Gtin& g) {
    return Json{{"gtin14", g.gtin14}, {"format", g.format}};
  });
}

Answer ean13_69(const std::string& text, const Json&) {
  return answer(parse_chinese_ean13(text), [](const ChineseEan13& ean) {
    return Json{{"prefix", ean.prefix}, {"gtin14", ean.gtin14}};
  });
}

Answer sscc(const std::string& text, const Json&) {
  return answer(parse_sscc(text), [](const Sscc& s) {
    return Json{{"sscc", s.sscc}, {"extension", std::string(1, s.extension)}};
  });
}

Answer aim_prefix(const std::string& text, const Json&) {
  return answer(split_aim(text), [](const AimText& split) {
    return Json{{"aim", text_or_null(split.aim)},
                {"symbology", text_or_null(split.symbology)},
                {"gs1", split.gs1},
                {"payload", split.data}};
  });
}

Answer gs1_scan(const std::string& text, const Json& params) {
  const auto split = split_aim(text);
  if (!accepted(split)) return answer(split, [](const AimText&) { return Json(); });
  const auto& [aim, symbology, is_gs1, data] = std::get<AimText>(split);
  return answer(parse_gs1(aim, data), [&](const Gs1Text& gs1) {
    Json elements = Json::array();
    for (const auto& element : gs1.elements) elements.push_back({element.ai, element.value});
    Json fields{{"elements", elements},
                {"carrier", gs1.carrier},
                {"gtin", text_or_null(gs1.value("01"))},
                {"batch", text_or_null(gs1.value("10"))},
                {"serial", text_or_null(gs1.value("21"))}};
    if (const auto date = parse_gs1_date(gs1.value("17"), "17", today(params)); accepted(date))
      fields["expiry_last_usable"] = std::get<Gs1Date>(date).last_usable;
    return fields;
  });
}

Answer gs1_date(const std::string& text, const Json& params) {
  return answer(parse_gs1_date(text, params.value("ai", "17"), today(params)),
                [](const Gs1Date& date) {
                  return Json{{"year", date.year},
                              {"month", date.month},
                              {"day", date.day == 0 ? Json() : Json(date.day)},
                              {"precision", date.day == 0 ? "month" : "day"},
                              {"last_usable", text_or_null(date.last_usable)}};
                });
}

Answer resident_id(const std::string& text, const Json& params) {
  return answer(parse_resident_id(text, today(params)), [](const ResidentId& id) {
    return Json{{"region", id.region},
                {"birth", id.birth_date},
                {"seq", id.sequence},
                {"sex", id.sex == Sex::male ? "male" : "female"},
                {"check", std::string(1, id.check)}};
  });
}

Answer mi_evoucher(const std::string& text, const Json&) {
  return answer(parse_e_credential(text), [](const ECredential& credential) {
    return Json{{"token17", credential.token},
                {"rand2", credential.random},
                {"province", credential.province},
                {"ext", credential.extension}};
  });
}

Answer pay_code(const std::string& text, const Json&) {
  return answer(parse_wallet_code(text), [](Wallet wallet) {
    const char* const names[] = {"wechat", "alipay", "unionpay"};
    return Json{{"wallet", names[static_cast<int>(wallet)]}};
  });
}

Answer scan_normalise(const std::string& bytes, const Json&) {
  return answer(normalise(as_bytes(bytes)), [](const Normalised& normal) {
    return Json{
        {"text", normal.text}, {"aim", text_or_null(normal.aim)}, {"flags", normal.repairs}};
  });
}

Answer scan_for_trace(const std::string& text, const Json& params) {
  const std::string aim = params.value("aim", "");
  const Scan scan = trace_for_line(scan_text(as_bytes((aim.empty() ? "" : "]" + aim) + text)));
  if (const auto* refusal = std::get_if<scanner::Refusal>(&scan)) return {{}, refusal->reason};
  const Code& code = std::get<Code>(scan);
  if (code.kind == Kind::trace) return {{{"scheme", "cn20"}, {"code", code.value}}, ""};
  return {{{"scheme", "gs1"}, {"gtin", code.gtin}, {"serial", code.serial}}, ""};
}

const std::map<std::string, std::function<Answer(const std::string&, const Json&)>> parsers = {
    {"trace20", trace20},
    {"trace_qr", trace_qr},
    {"trace_label", trace_label},
    {"gtin", gtin},
    {"ean13_69", ean13_69},
    {"sscc", sscc},
    {"aim_prefix", aim_prefix},
    {"gs1_scan", gs1_scan},
    {"gs1_date", gs1_date},
    {"resident_id", resident_id},
    {"mi_evoucher", mi_evoucher},
    {"pay_code", pay_code},
    {"scan_normalise", scan_normalise},
    {"scan_for_trace", scan_for_trace},
};

}  // namespace

TEST_CASE("each kind of code is read and refused as its vectors say") {
  for (const auto& [kind, parse] : parsers) {
    const Json vectors = test::read_json_data("vectors/codes/" + kind + ".json");
    REQUIRE(vectors.size() >= 20);
    for (const Json& vector : vectors) {
      INFO(vector.at("id") << ": " << vector.at("why"));
      const std::string input =
          vector.contains("input_hex")
              ? std::string(as_text(from_hex(vector["input_hex"].get<std::string>()).value()))
              : vector.at("input").get<std::string>();
      const Answer got = parse(input, vector.value("params", Json::object()));
      const Json& expected = vector.at("expect");
      if (expected.at("ok").get<bool>()) {
        CHECK(got.reason == "");
        for (const auto& [field, value] : expected.at("parse").items()) {
          INFO(field);
          CHECK(got.fields.value(field, Json()) == value);
        }
      } else {
        CHECK(got.reason == lower_case(expected.at("reason").get<std::string>()));
      }
    }
  }
}
