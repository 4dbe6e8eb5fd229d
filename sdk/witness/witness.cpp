#include "sdk/witness/witness.hpp"

#include <algorithm>

#include "crypto/digest.hpp"

namespace tillgate::witness {

namespace {

// A note of 64 KiB, 63 hashes and the first line.
constexpr std::size_t max_request = std::size_t{64} * 1024 + std::size_t{63} * 45 + 32;

}  // namespace

void Witness::count(int status) {
  const auto* const found = std::find(statuses.begin(), statuses.end(), status);
  ++counters_[static_cast<std::size_t>(found - statuses.begin())];
}

HttpAnswer Witness::refuse(const ledger::OpenedRequest& opened) {
  static_cast<void>(
      books_.note_refused({opened.checkpoint.origin, opened.status, opened.request.old_size,
                           opened.checkpoint.size, opened.reason},
                          clock_.now()));
  return {opened.status, "text/plain; charset=utf-8", opened.reason + "\n"};
}

HttpAnswer Witness::add_checkpoint(std::string_view body) {
  const auto answer = [this](HttpAnswer given) {
    count(given.status);
    return given;
  };
  const HttpAnswer broken{500, "text/plain; charset=utf-8", "the witness cannot answer now\n"};
  if (body.size() > max_request) {
    ledger::OpenedRequest opened;
    opened.reason = "longer than a request can be";
    return answer(refuse(opened));
  }
  const auto opened = ledger::open_add_checkpoint(body, logs_);
  if (!opened) return answer(broken);
  if (opened->status != 200) return answer(refuse(*opened));
  const auto decision = books_.decide(
      *opened, body, clock_.now(),
      [this](std::uint64_t time_s, std::string_view text) { return keys_.cosign(time_s, text); });
  if (!decision) return answer(broken);
  const ledger::WitnessAnswer& given = decision->answer;
  if (given.status == 200) return answer({200, "text/plain; charset=utf-8", decision->lines});
  if (given.known_size)
    return answer({409, "text/x.tlog.size", std::to_string(*given.known_size) + "\n"});
  return answer({given.status, "text/plain; charset=utf-8", given.reason + "\n"});
}

HttpAnswer Witness::checkpoint(std::string_view origin_hash) {
  for (const auto& [origin, keys] : logs_) {
    if (to_hex(crypto::sha256(as_bytes(origin))) != origin_hash) continue;
    const auto log = books_.log(origin);
    if (!log) return {500, "text/plain; charset=utf-8", ""};
    if (*log) return {200, "text/plain; charset=utf-8", (*log)->checkpoint};
  }
  return {404, "text/plain; charset=utf-8", "no checkpoint of such a log\n"};
}

HttpAnswer Witness::evidence(std::int64_t refusal) {
  const auto request = books_.evidence(refusal);
  if (!request) return {500, "text/plain; charset=utf-8", ""};
  if (!*request) return {404, "text/plain; charset=utf-8", "no such evidence\n"};
  return {200, "text/plain; charset=utf-8", **request};
}

}  // namespace tillgate::witness
