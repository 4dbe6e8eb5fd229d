#include "scanner/wedge/wedge.hpp"

#include <utility>

#include "scanner/wedge/repair.hpp"

namespace tillgate::scanner {

WedgeScan Wedge::read(Frame frame, const Context& context) {
  if (frame.fault) return {refuse(*frame.fault), {}, false, std::move(frame.text)};
  RepairedScan repaired = scan_repaired(frame.text, context);
  WedgeScan out{std::move(repaired.scan), std::move(repaired.repairs), false,
                std::move(frame.text)};
  if (const auto* code = std::get_if<Code>(&out.scan)) {
    out.repeated = last_ && *last_ == *code && frame.ended_ms - last_ms_ <= settings_.repeat_ms;
    last_ = is_private(code->kind) ? std::nullopt : std::optional(*code);
    last_ms_ = frame.ended_ms;
  }
  return out;
}

std::vector<WedgeScan> Wedge::feed(std::int64_t at_ms, std::string_view bytes,
                                   const Context& context) {
  std::vector<WedgeScan> out;
  for (Frame& frame : framing_.feed(at_ms, bytes)) out.push_back(read(std::move(frame), context));
  return out;
}

std::vector<WedgeScan> Wedge::wait(std::int64_t at_ms) {
  std::vector<WedgeScan> out;
  for (Frame& frame : framing_.wait(at_ms)) out.push_back(read(std::move(frame), {}));
  return out;
}

}  // namespace tillgate::scanner
