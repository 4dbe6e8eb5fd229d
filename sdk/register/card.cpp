#include "sdk/register/card.hpp"

#include <map>

namespace reg {

std::string yuan(std::int64_t fen) {
  const std::string sign = fen < 0 ? "-" : "";
  const std::int64_t amount = fen < 0 ? -fen : fen;
  const std::string cents = std::to_string(amount % 100);
  return sign + std::to_string(amount / 100) + (cents.size() < 2 ? ".0" : ".") + cents;
}

namespace {

std::string quantity(std::int64_t milli) {
  std::string text = std::to_string(milli / 1000);
  if (const std::int64_t rest = milli % 1000; rest != 0) {
    std::string digits = std::to_string(1000 + rest).substr(1);
    while (digits.back() == '0') digits.pop_back();
    text += "." + digits;
  }
  return text;
}

std::string text_at(const Json& document, const char* name) {
  const auto at = document.find(name);
  return at != document.end() && at->is_string() ? at->get<std::string>() : std::string();
}

const std::map<std::string, std::string> effect_names = {{"block", "禁止 BLOCK"},
                                                         {"approve", "药师确认 APPROVE"},
                                                         {"confirm", "写明原因 CONFIRM"},
                                                         {"warn", "提醒 WARN"},
                                                         {"record", "记录 RECORD"}};
const std::map<std::string, std::string> verdict_names = {
    {"pass", "审核通过 / passed"},
    {"warn", "审核通过,有提醒 / passed with warnings"},
    {"confirm", "要写明原因 / a reason is needed"},
    {"approve", "要药师确认 / a pharmacist must approve"},
    {"block", "不能这样结算 / blocked"}};
const std::map<std::string, std::string> state_names = {
    {"open", "未完成 / open"},           {"reviewed", "已审核 / reviewed"},
    {"settling", "结算中 / settling"},   {"settled", "已结算 / settled"},
    {"refused", "已拒绝 / refused"},     {"abandoned", "已放弃 / abandoned"},
    {"uncertain", "待确认 / uncertain"}, {"reversed", "已撤销 / reversed"},
    {"refunding", "退货中 / refunding"}, {"refunded", "已退货 / refunded"}};

std::string name_in(const std::map<std::string, std::string>& names, const std::string& key) {
  const auto at = names.find(key);
  return at == names.end() ? key : at->second;
}

}  // namespace

void Cards::say(Tone tone, const std::string& text) {
  const bool coloured = colour_ == Colour::yes && tone != Tone::plain;
  if (coloured)
    out_ << (tone == Tone::good ? "\033[32m" : tone == Tone::bad ? "\033[31m" : "\033[33m");
  out_ << text;
  if (coloured) out_ << "\033[0m";
  out_ << std::endl;  // a cashier reads it now, also through a pipe
}

void Cards::heading(const std::string& key, const std::string& title) {
  out_ << "\n──────── " << key << "  " << title << '\n';
}

void Cards::remark(const std::string& text) {
  say(Tone::plain, "  · " + text);
}

void Cards::refusal(const Json& refusal) {
  say(Tone::bad, "  ✗ " + text_at(refusal, "zh") + " / " + text_at(refusal, "en"));
  say(Tone::hint, "    → " + text_at(refusal, "next_zh") + " / " + text_at(refusal, "next_en"));
}

void Cards::opened(const Json& status) {
  out_ << "收银闸 TillGate " << text_at(status, "version") << "  " << text_at(status, "institution")
       << "  收银机 " << text_at(status, "till") << '\n';
  out_ << "  规则包 " << text_at(status["rules"], "id") << ' ' << status["rules"]["version"] << ","
       << status["rules"]["rules"] << " 条规则 rules;封存记录 " << status["log"]["records"]
       << " 条 records;待上传 " << status["uploads"]["waiting"] << " waiting\n";
  for (const Json& warning : status["warnings"])
    say(Tone::hint, "  ! " + text_at(warning, "zh") + " / " + text_at(warning, "en"));
}

void Cards::identified(const Json& answer) {
  if (!answer.value("identified", false)) return refusal(answer);
  const Json& person = answer["person"];
  say(Tone::plain, "  已核验 " + text_at(person, "name") + "  险种 " +
                       text_at(person, "insurance") + "  参保地 " + text_at(person, "region"));
  if (const auto agent = answer.find("agent"); agent != answer.end())
    say(Tone::plain, "  代购人 / agent " + text_at(*agent, "name"));
}

void Cards::line(const Json& sale, std::int64_t number) {
  for (const Json& line : sale["lines"]) {
    if (line["line"] != number) continue;
    out_ << "  " << number << ". " << text_at(line, "name") << ' ' << text_at(line, "spec") << "  ×"
         << quantity(line["quantity_milli"]) << "  " << yuan(line["total_fen"]) << "  "
         << (line["pay"] == "fund" ? "医保" : "自费") << '\n';
  }
}

void Cards::scanned(const Json& answer) {
  if (!answer.value("read", false)) return refusal(answer);
  for (const Json& code : answer["codes"]) {
    std::string text = "  ▪ " + text_at(code, "kind") + ' ' + text_at(code, "value");
    if (!code["name"].is_null()) text += "  " + text_at(code, "name");
    if (!code["line"].is_null()) text += "  → 第" + std::to_string(code["line"].get<int>()) + "行";
    say(Tone::plain, text);
    if (!code["note"].is_null()) refusal(code["note"]);
  }
}

void Cards::scanner_report(const Json& report) {
  for (const Json& finding : report["findings"]) {
    say(finding["blocks"] == true ? Tone::bad : Tone::hint,
        "  ✗ " + text_at(finding, "zh") + " / " + text_at(finding, "en"));
    say(Tone::hint, "    → " + text_at(finding, "next_zh") + " / " + text_at(finding, "next_en"));
  }
  if (report["usable"] == true) say(Tone::good, "  ✓ 扫码枪可以用 / the scanner can be used");
}

void Cards::verdict(const Json& verdict) {
  const std::string worst = text_at(verdict, "verdict");
  const bool passes = worst == "pass" || worst == "warn";
  say(passes ? Tone::good : Tone::bad, (passes ? "  ✓ " : "  ✗ ") + name_in(verdict_names, worst) +
                                           "  医保 " + yuan(verdict["fund_fen"]) + "  自费 " +
                                           yuan(verdict["self_fen"]));
  for (const Json& finding : verdict["findings"]) {
    std::string where =
        finding["line"].is_null() ? "" : "第" + std::to_string(finding["line"].get<int>()) + "行 ";
    say(finding["lifted_by"].is_null() ? Tone::bad : Tone::plain,
        "    [" + text_at(finding, "rule") + "] " +
            name_in(effect_names, text_at(finding, "effect")) + "  " + where +
            text_at(finding, "zh") + " / " + text_at(finding, "en"));
    if (!finding["lifted_by"].is_null()) {
      say(Tone::plain, "      ✓ 放行 / lifted by " + text_at(finding, "lifted_by"));
    } else if (!text_at(finding, "next_zh").empty()) {
      say(Tone::hint,
          "      → " + text_at(finding, "next_zh") + " / " + text_at(finding, "next_en"));
    }
    if (const auto way = finding.find("way"); way != finding.end())
      say(Tone::hint, "      ↪ " + text_at(*way, "zh") + " / " + text_at(*way, "en"));
  }
}

void Cards::quote(const Json& answer) {
  if (!answer.value("quoted", false)) return refusal(answer);
  const Json& amounts = answer["amounts"];
  say(Tone::plain, "  ≈ 试算 / quote  合计 " + yuan(amounts["total_fen"]) + "  统筹 " +
                       yuan(amounts["fund_fen"]) + "  个人账户 " + yuan(amounts["account_fen"]) +
                       "  现金 " + yuan(amounts["cash_fen"]));
}

void Cards::settlement(const Json& answer) {
  if (!answer.value("settled", false)) return refusal(answer);
  const Json& amounts = answer["amounts"];
  say(Tone::good, "  ✓ 已结算 / settled  合计 " + yuan(amounts["total_fen"]) + "  统筹 " +
                      yuan(amounts["fund_fen"]) + "  个人账户 " + yuan(amounts["account_fen"]) +
                      "  现金 " + yuan(amounts["cash_fen"]) + "  记录 #" +
                      std::to_string(answer["record"].get<std::int64_t>()));
  if (const auto claim = answer.find("later_claim"); claim != answer.end())
    say(Tone::hint, "    → " + yuan((*claim)["fen"]) + ":" + text_at(*claim, "zh") + " / " +
                        text_at(*claim, "en"));
}

void Cards::receipt(const Json& receipt) {
  const std::string payload = text_at(receipt, "payload");
  say(Tone::plain, "  ▤ 存证 / receipt  记录 #" +
                       std::to_string(receipt["record"].get<std::int64_t>()) + "  二维码 QR " +
                       std::to_string(payload.size()) + " 字节 bytes");
}

void Cards::refund(const Json& answer) {
  if (!answer.value("refunded", false)) return refusal(answer);
  const Json& amounts = answer["amounts"];
  say(Tone::good, "  ✓ 已退货退费 / refunded  合计 " + yuan(amounts["total_fen"]) + "  退统筹 " +
                      yuan(amounts["fund_fen"]) + "  退个人账户 " + yuan(amounts["account_fen"]) +
                      "  退现金 " + yuan(amounts["cash_fen"]) + "  记录 #" +
                      std::to_string(answer["record"].get<std::int64_t>()));
}

void Cards::ended(const Json& sale) {
  say(Tone::plain, "  ■ " + name_in(state_names, text_at(sale, "state")));
}

void Cards::synced(const Json& answer) {
  out_ << "  上传 sent " << answer["sent"] << ",退回 rejected " << answer["rejected"]
       << ",待传 waiting " << answer["waiting"] << ",未定 unfinished " << answer["unfinished"]
       << '\n';
}

void Cards::error(const Json& error) {
  say(Tone::bad, "  ✗ " + text_at(error, "zh") + " / " + text_at(error, "en") + "  (" +
                     text_at(error, "name") + ")");
  say(Tone::hint, "    → " + text_at(error, "next_zh"));
  if (const std::string detail = text_at(error, "detail"); !detail.empty())
    say(Tone::plain, "      " + detail +
                         (text_at(error, "where").empty() ? "" : "  @ " + text_at(error, "where")));
}

}  // namespace reg
