#include "sdk/simulator/faults.hpp"

namespace tillgate::simulator {

namespace {

const std::map<std::string, FaultKind> kinds = {{"drop_reply", FaultKind::drop_reply},
                                                {"close_before", FaultKind::close_before},
                                                {"delay", FaultKind::delay},
                                                {"truncate", FaultKind::truncate},
                                                {"http_502", FaultKind::http_502},
                                                {"garbage", FaultKind::garbage},
                                                {"huge", FaultKind::huge}};

Fault fault_of(const Json& row) {
  Fault fault;
  fault.kind = kinds.at(row.at("kind").get<std::string>());
  fault.times = row.value("times", fault.times);
  fault.delay_ms = row.value("delay_ms", fault.delay_ms);
  fault.processed = row.value("processed", fault.kind != FaultKind::close_before);
  return fault;
}

}  // namespace

Result<Done> Faults::order(const Json& document) {
  std::map<std::string, Fault, std::less<>> ordered;
  try {
    for (const auto& row : document.items()) ordered.emplace(row.key(), fault_of(row.value()));
  } catch (const std::exception& error) {
    return Failure{TILLGATE_E_DOCUMENT, std::string("not an order of faults: ") + error.what(), ""};
  }
  const std::lock_guard lock(mutex_);
  for (auto& [transaction, fault] : ordered) ordered_[transaction] = fault;
  return Done{};
}

Json Faults::outstanding() {
  const std::lock_guard lock(mutex_);
  Json times = Json::object();
  for (const auto& [transaction, fault] : ordered_) times[transaction] = fault.times;
  return times;
}

std::optional<Fault> Faults::take(std::string_view transaction) {
  const std::lock_guard lock(mutex_);
  const auto found = ordered_.find(transaction);
  if (found == ordered_.end() || found->second.times <= 0) return std::nullopt;
  --found->second.times;
  return found->second;
}

}  // namespace tillgate::simulator
