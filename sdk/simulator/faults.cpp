#include "sdk/simulator/faults.hpp"

namespace tillgate::simulator {

namespace {

constexpr const char* any_transaction = "*";
constexpr const char* handshake = "tls";
constexpr std::int64_t drip_ms = 20;

const std::map<std::string, FaultKind> fault_kinds = {
    {"none", FaultKind::none},
    {"drop_reply", FaultKind::drop_reply},
    {"close_before", FaultKind::close_before},
    {"delay", FaultKind::delay},
    {"slow_drip", FaultKind::slow_drip},
    {"truncate", FaultKind::truncate},
    {"http_500", FaultKind::http_500},
    {"http_502", FaultKind::http_502},
    {"http_503", FaultKind::http_503},
    {"garbage", FaultKind::garbage},
    {"wrong_types", FaultKind::wrong_types},
    {"duplicate_reply", FaultKind::duplicate_reply},
    {"clock_skew", FaultKind::clock_skew},
    {"huge", FaultKind::huge},
    {"tls", FaultKind::tls}};

Fault fault_of(const Json& row) {
  Fault fault;
  fault.kind = fault_kinds.at(row.at("kind").get<std::string>());
  fault.times = row.value("times", fault.times);
  fault.delay_ms =
      row.value("delay_ms", fault.kind == FaultKind::slow_drip ? drip_ms : fault.delay_ms);
  fault.skew_ms = row.value("skew_ms", fault.skew_ms);
  fault.retry_after_s = row.value("retry_after_s", fault.retry_after_s);
  fault.processed = row.value("processed", fault.kind != FaultKind::close_before);
  return fault;
}

}  // namespace

Result<Done> Faults::order(const Json& document) {
  std::map<std::string, std::deque<Fault>, std::less<>> ordered;
  try {
    for (const auto& row : document.items()) {
      std::deque<Fault>& script = ordered[row.key()];
      if (!row.value().is_array()) {
        script.push_back(fault_of(row.value()));
        continue;
      }
      for (const Json& one : row.value()) script.push_back(fault_of(one));
    }
  } catch (const std::exception& error) {
    return Failure{TILLGATE_E_DOCUMENT, std::string("not an order of faults: ") + error.what(), ""};
  }
  const std::lock_guard lock(mutex_);
  for (auto& [transaction, script] : ordered) ordered_[transaction] = std::move(script);
  return Done{};
}

Json Faults::outstanding() {
  const std::lock_guard lock(mutex_);
  Json times = Json::object();
  for (const auto& [transaction, script] : ordered_) {
    std::int64_t left = 0;
    for (const Fault& fault : script) left += fault.times;
    times[transaction] = left;
  }
  return times;
}

std::optional<Fault> Faults::take_from(std::string_view name) {
  const auto found = ordered_.find(name);
  if (found == ordered_.end()) return std::nullopt;
  std::deque<Fault>& script = found->second;
  while (!script.empty() && script.front().times <= 0) script.pop_front();
  if (script.empty()) return std::nullopt;
  --script.front().times;
  return script.front();
}

std::optional<Fault> Faults::take(std::string_view transaction) {
  const std::lock_guard lock(mutex_);
  if (auto own = take_from(transaction)) return own;
  return transaction == handshake ? std::nullopt : take_from(any_transaction);
}

}  // namespace tillgate::simulator
