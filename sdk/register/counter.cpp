#include "sdk/register/counter.hpp"

#include <fstream>

#include "sdk/register/picture.hpp"

namespace reg {

Counter::~Counter() {
  finish();
}

// Shows the error when there is one; true when there is an answer to show.
bool Counter::shown(const Reply& reply) {
  if (!reply.ok()) cards_.error(reply.document);
  return reply.ok();
}

void Counter::begin(const std::string& key, const std::string& title) {
  finish();
  cards_.heading(key, title);
  const Reply reply = library_.begin(gate_, {{"key", key}, {"operator", operator_}}, sale_);
  if (!shown(reply)) {
    sale_ = 0;
    return;
  }
  // The same key again is the same sale; if it has ended, its outcome is all there is to say.
  if (!reply.document["outcome"].is_null()) cards_.settlement(reply.document["outcome"]);
}

void Counter::identify(const Json& credential) {
  const Reply reply = library_.identify(sale_, credential);
  if (shown(reply)) cards_.identified(reply.document);
}

void Counter::line(Json line) {
  if (const auto shelf = stock_.find(line.value("sku", "")); shelf != stock_.end())
    for (const auto& [name, value] : shelf->items())
      if (!line.contains(name)) line[name] = value;
  const Reply reply = library_.set_line(sale_, line);
  if (shown(reply)) cards_.line(reply.document, line.at("line"));
}

void Counter::remove_line(std::int32_t line) {
  if (shown(library_.remove_line(sale_, line)))
    cards_.remark("去掉第" + std::to_string(line) + "行 / line removed");
}

void Counter::move_line(Json document) {
  cards_.remark("改自费 / paid by the customer:" + document.at("why").get<std::string>());
  document["by"] = {{"id", operator_.at("id")}};
  passes_ = false;
  const Reply reply = library_.move_line(sale_, document);
  if (!shown(reply)) return;
  for (const Json& line : reply.document["lines"])
    if (line.contains("moved")) cards_.line(reply.document, line["line"]);
}

void Counter::quote() {
  const Reply reply = library_.quote(sale_);
  if (shown(reply)) cards_.quote(reply.document);
}

void Counter::scan(const std::string& bytes) {
  const Reply reply = library_.scan(sale_, bytes);
  if (shown(reply)) cards_.scanned(reply.document);
}

void Counter::scan_picture(const std::filesystem::path& path) {
  cards_.remark("拍照识别 / picture " + path.filename().string());
  const Reply reply = library_.scan_image(sale_, read_png(path));
  if (shown(reply)) cards_.scanned(reply.document);
}

void Counter::prescription(const Json& prescription) {
  if (shown(library_.prescription(sale_, prescription)))
    cards_.remark("处方 / prescription " + prescription.at("number").get<std::string>());
}

void Counter::review() {
  const Reply reply = library_.review(sale_);
  passes_ = false;
  if (!shown(reply)) return;
  cards_.verdict(reply.document);
  const std::string verdict = reply.document["verdict"];
  passes_ = verdict == "pass" || verdict == "warn";
}

void Counter::check_scanner(const std::vector<std::string>& received) {
  const Reply reply = library_.scanner_check(gate_, {{"received", received}});
  if (shown(reply)) cards_.scanner_report(reply.document);
}

void Counter::learn(const Json& document) {
  cards_.remark("药师确认对应关系 / the pharmacist confirms the product:" +
                document.at("reason").get<std::string>());
  passes_ = false;
  shown(library_.learn(sale_, document));
}

void Counter::override_finding(const Json& document) {
  cards_.remark("放行 / override " + document.at("rule").get<std::string>() + ":" +
                document.at("reason").get<std::string>());
  const Reply reply = library_.override_finding(sale_, document);
  if (!shown(reply)) return;
  cards_.verdict(reply.document);
  const std::string verdict = reply.document["verdict"];
  passes_ = verdict == "pass" || verdict == "warn";
}

void Counter::settle() {
  if (!passes_)
    return cards_.remark("没有通过审核,不结算 / not settled: the verdict does not allow it");
  const Reply reply = library_.settle(sale_);
  if (!shown(reply)) return;
  cards_.settlement(reply.document);
  if (reply.document.value("settled", false)) print_receipt(reply.document["key"]);
}

void Counter::print_receipt(const std::string& key) {
  const Reply receipt = library_.receipt(gate_, key);
  if (!shown(receipt)) return;
  cards_.receipt(receipt.document);
  if (printer_.empty()) return;
  std::filesystem::create_directories(printer_);
  std::ofstream(printer_ / (key + ".txt")) << receipt.document["text"].get<std::string>();
}

void Counter::abandon(const std::string& reason) {
  cards_.remark("放弃 / given up:" + reason);
  shown(library_.abandon(sale_, {{"reason", reason}}));
}

void Counter::refund(Json document) {
  cards_.remark("退货 / refund " + document.at("receipt").get<std::string>() + ":" +
                document.at("reason").get<std::string>() +
                (document.value("pay_back", "") == "cash" ? ",要退现金 / in cash" : ""));
  document["operator"] = operator_;
  const Reply reply = library_.refund(sale_, document);
  if (shown(reply)) cards_.refund(reply.document);
}

void Counter::finish() {
  if (sale_ == 0) return;
  const Reply reply = library_.show(sale_);
  std::string state = reply.ok() ? reply.document["state"].get<std::string>() : "unknown";
  const std::int32_t closed = library_.close_sale(sale_);
  sale_ = 0;
  passes_ = false;
  // A sale left open is given up by closing it.
  if (closed == TILLGATE_OK && (state == "open" || state == "reviewed")) state = "abandoned";
  cards_.ended({{"state", state}});
  ++tally_[state];
}

}  // namespace reg
