#include <limits>
#include <optional>

#include "scanner/cli/vector_parsers.hpp"
#include "scanner/normalise.hpp"
#include "scanner/receipt_line.hpp"
#include "scanner/scan.hpp"
#include "scanner/wedge/framing.hpp"

namespace tillgate::scanner {

namespace {

Json scan_normalise(const Json& input, const Json&) {
  return answer_of(
      normalise(as_bytes(input.get_ref<const std::string&>())), [](const Normalised& normal) {
        return Json{
            {"text", normal.text}, {"aim", text_or_null(normal.aim)}, {"flags", normal.repairs}};
      });
}

Json scan_for_trace(const Json& input, const Json& params) {
  const std::string aim = params.value("aim", "");
  const std::string sent = (aim.empty() ? "" : "]" + aim) + input.get_ref<const std::string&>();
  const Scan found = scan(as_bytes(sent), {.field = Field::pack, .today = day_of(params)});
  if (const auto* refusal = std::get_if<Refusal>(&found)) return refused_answer(refusal->why);
  const Code& code = std::get<Code>(found);
  if (code.kind == Kind::trace) return accepted_answer({{"scheme", "cn20"}, {"code", code.value}});
  return accepted_answer({{"scheme", "gs1"}, {"gtin", code.gtin}, {"serial", code.serial}});
}

// A whole recording at once: one scan that has no end, and the recording is refused.
Json wedge_stream(const Json& input, const Json& params) {
  FramingSettings settings;
  settings.idle_ms = params.value("idle_ms", settings.idle_ms);
  settings.max_length = params.value("max_len", settings.max_length);
  Framing framing(settings);
  std::vector<Frame> frames;
  const auto take = [&](std::vector<Frame> more) {
    frames.insert(frames.end(), more.begin(), more.end());
  };
  std::int64_t now = 0;
  for (const Json& chunk : input) {
    now += chunk.at(0).get<std::int64_t>();
    take(framing.feed(now, chunk.at(1).get_ref<const std::string&>()));
  }
  take(framing.wait(std::numeric_limits<std::int64_t>::max()));

  Json texts = Json::array();
  std::optional<Reason> fault;
  for (const Frame& frame : frames) {
    if (frame.fault == Reason::too_long) return refused_answer(Reason::too_long);
    if (frame.fault) fault = frame.fault;
    texts.push_back(frame.text);
  }
  if (frames.empty()) return refused_answer(Reason::empty);
  if (fault) return refused_answer(*fault);
  return accepted_answer({{"frames", texts}});
}

Json receipt_trace(const Json& input, const Json&) {
  const Json& described = input.at("line");
  ReceiptLine line;
  line.drug_ids = described.at("drug_ids").get<std::vector<std::string>>();
  line.quantity = described.at("qty").get<std::int64_t>();
  line.split = described.value("split", false);
  line.most_codes = described.value("max_codes", line.most_codes);
  const auto scans = input.at("scans").get<std::vector<std::string>>();
  const auto sold = input.value("sold_before", std::vector<std::string>{});
  return answer_of(match_receipt_line(line, scans, sold),
                   [](const std::vector<std::string>& codes) {
                     return Json{{"accepted", codes}};
                   });
}

}  // namespace

const VectorParsers& scan_parsers() {
  static const VectorParsers parsers = {
      {"scan_normalise", scan_normalise},
      {"scan_for_trace", scan_for_trace},
      {"wedge_stream", wedge_stream},
      {"receipt_trace", receipt_trace},
  };
  return parsers;
}

}  // namespace tillgate::scanner
