// What people and programs see of a witness.
#include "base/text.hpp"
#include "crypto/verifier_key.hpp"
#include "sdk/witness/witness.hpp"

namespace tillgate::witness {

namespace {

constexpr std::int64_t shown_refusals = 100;

HttpAnswer no_answer() {
  return {500, "text/plain; charset=utf-8", "the witness cannot answer now\n"};
}

std::string escaped(const std::string& text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '&':
        html += "&amp;";
        break;
      case '"':
        html += "&quot;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

std::string shown(const Json& value) {
  if (value.is_null()) return "-";
  return escaped(value.is_string() ? value.get<std::string>() : value.dump());
}

void add_row(std::string& html, const Json& row, std::initializer_list<const char*> members) {
  html += "<tr>";
  for (const char* member : members) html.append("<td>").append(shown(row[member])).append("</td>");
  html += "</tr>\n";
}

// A label of the Prometheus text format.
std::string label(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '\\' || c == '"') quoted += '\\';
    quoted += c == '\n' ? ' ' : c;
  }
  return quoted + "\"";
}

void add_metric(std::string& text, const char* name, const char* type, const char* help) {
  text.append("# HELP ").append(name).append(" ").append(help);
  text.append("\n# TYPE ").append(name).append(" ").append(type).append("\n");
}

constexpr const char* page_top =
    "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>TillGate witness 见证方"
    "</title><style>body{font:15px sans-serif;margin:2em}table{border-collapse:collapse}"
    "td,th{border:1px solid #bbb;padding:.3em .6em;text-align:left;word-break:break-all}"
    "</style>\n";

}  // namespace

Result<Json> Witness::overview_document() {
  Json logs = Json::array();
  for (const auto& [origin, keys] : logs_) {
    TILLGATE_TRY(log, books_.log(origin));
    TILLGATE_TRY(conflicts, books_.conflicts(origin));
    Json vkeys = Json::array();
    for (const auto& key : keys) vkeys.push_back(crypto::vkey_text(key.name, key.key));
    logs.push_back(
        {{"origin", origin},
         {"vkeys", std::move(vkeys)},
         {"records", log ? Json(log->size) : Json()},
         {"root", log ? Json(to_hex(log->root)) : Json()},
         {"cosigned_at", log ? Json(utc_text(static_cast<UtcMs>(log->time_s) * 1000)) : Json()},
         {"conflicts", conflicts}});
  }
  TILLGATE_TRY(found, books_.refusals(shown_refusals));
  Json refusals = Json::array();
  for (const Books::Refusal& one : found)
    refusals.push_back({{"id", one.id},
                        {"at", utc_text(one.at)},
                        {"origin", one.what.origin},
                        {"status", one.what.status},
                        {"old", one.what.old_size},
                        {"records", one.what.size},
                        {"reason", one.what.reason},
                        {"evidence", one.has_request}});
  return Json{{"witness", keys_.name()},
              {"vkeys", keys_.vkeys()},
              {"time", utc_text(clock_.now())},
              {"logs", std::move(logs)},
              {"refusals", std::move(refusals)}};
}

HttpAnswer Witness::overview() {
  const auto document = overview_document();
  if (!document) return no_answer();
  return {200, "application/json; charset=utf-8",
          document->dump(2, ' ', false, Json::error_handler_t::replace) + "\n"};
}

HttpAnswer Witness::page() {
  const auto document = overview_document();
  if (!document) return no_answer();
  std::string html = page_top;
  html += "<h1>见证方 Witness " + shown((*document)["witness"]) + "</h1>\n<p>" +
          shown((*document)["time"]) +
          "</p>\n<h2>日志 Logs</h2>\n<table><tr><th>日志 log</th>"
          "<th>记录数 records</th><th>根 root</th><th>见证时间 cosigned</th>"
          "<th>冲突 conflicts</th></tr>\n";
  for (const Json& log : (*document)["logs"])
    add_row(html, log, {"origin", "records", "root", "cosigned_at", "conflicts"});
  html +=
      "</table>\n<h2>拒绝 Refusals</h2>\n<table><tr><th>#</th><th>时间 time</th><th>日志 log</th>"
      "<th>状态 status</th><th>旧 old</th><th>新 new</th><th>原因 reason</th></tr>\n";
  for (const Json& refusal : (*document)["refusals"])
    add_row(html, refusal, {"id", "at", "origin", "status", "old", "records", "reason"});
  html +=
      "</table>\n<p><a href=\"logs.json\">logs.json</a> · <a href=\"metrics\">metrics</a></p>"
      "</html>\n";
  return {200, "text/html; charset=utf-8", std::move(html)};
}

HttpAnswer Witness::metrics() {
  std::string text;
  add_metric(text, "tillgate_witness_requests_total", "counter",
             "add-checkpoint requests since the start, by status");
  for (std::size_t i = 0; i < statuses.size(); ++i)
    text += "tillgate_witness_requests_total{status=\"" + std::to_string(statuses[i]) + "\"} " +
            std::to_string(counters_[i].load()) + "\n";
  std::string sizes, times, conflicts;
  for (const auto& [origin, keys] : logs_) {
    const auto log = books_.log(origin);
    const auto against = books_.conflicts(origin);
    if (!log || !against) return no_answer();
    const std::string of = "{origin=" + label(origin) + "} ";
    sizes += "tillgate_witness_log_records" + of + std::to_string(*log ? (*log)->size : 0) + "\n";
    times += "tillgate_witness_log_cosigned_timestamp_seconds" + of +
             std::to_string(*log ? (*log)->time_s : 0) + "\n";
    conflicts += "tillgate_witness_log_conflicts" + of + std::to_string(*against) + "\n";
  }
  add_metric(text, "tillgate_witness_log_records", "gauge", "size of the tree signed last");
  text += sizes;
  add_metric(text, "tillgate_witness_log_cosigned_timestamp_seconds", "gauge",
             "time of the last cosignature, 0 if never");
  text += times;
  add_metric(text, "tillgate_witness_log_conflicts", "gauge",
             "kept requests that did not continue what was signed");
  text += conflicts;
  return {200, "text/plain; version=0.0.4; charset=utf-8", std::move(text)};
}

}  // namespace tillgate::witness
