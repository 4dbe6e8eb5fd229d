#include "scanner/cli/pictures.hpp"

#include <ostream>

#include "base/json.hpp"
#include "base/os/process.hpp"
#include "base/text.hpp"
#include "scanner/cli/picture_file.hpp"
#include "scanner/cli/tool.hpp"
#include "scanner/image/image_reader.hpp"
#include "scanner/image/reading.hpp"

namespace tillgate::scanner {

namespace {

std::string_view name_of(Symbology symbology) {
  switch (symbology) {
    case Symbology::code128:
      return "code128";
    case Symbology::ean13:
      return "ean13";
    case Symbology::ean8:
      return "ean8";
    case Symbology::qr:
      return "qr";
    case Symbology::data_matrix:
      return "data_matrix";
  }
  return "";
}

Json short_json_of(const Refusal& refusal) {
  Json out{{"reason", refusal.reason}, {"zh", refusal.zh}, {"en", refusal.en}};
  if (refusal.kind) out["kind"] = id_of(*refusal.kind);
  return out;
}

Json json_of(const Symbol& symbol) {
  const Scan scan = scan_of(symbol);
  Json out;
  if (const auto* code = std::get_if<Code>(&scan)) {
    out["kind"] = id_of(code->kind);
    if (!is_private(code->kind)) out["value"] = code->value;
  } else {
    out["refusal"] = short_json_of(std::get<Refusal>(scan));
  }
  out["symbology"] = name_of(symbol.symbology);
  out["aim"] = symbol.aim;
  out["quality"] = symbol.quality;
  for (const Point& corner : symbol.corners) out["corners"].push_back({corner.x, corner.y});
  return out;
}

Json json_of_line(const Reading& reading) {
  const Scan scan = trace_for_line(reading);
  if (const auto* code = std::get_if<Code>(&scan))
    return {{"kind", id_of(code->kind)}, {"value", code->value}};
  return short_json_of(std::get<Refusal>(scan));
}

}  // namespace

std::filesystem::path decoder_of(const PictureArguments& arguments) {
  if (!arguments.decoder.empty()) return path_from_utf8(arguments.decoder);
  return os::own_binary_path().parent_path() / "tillgate-decoder";
}

int answer_pictures(const PictureArguments& arguments, std::ostream& out, std::ostream& err) {
  return arguments.bench.empty() ? read_pictures(arguments, out, err)
                                 : bench_pictures(arguments, out, err);
}

int read_pictures(const PictureArguments& arguments, std::ostream& out, std::ostream& err) {
  const SystemClock clock;
  ImageReader reader(decoder_of(arguments));
  int status = all_answered;
  for (const std::string& file : arguments.files) {
    const auto picture = read_picture_file(path_from_utf8(file));
    const std::int64_t before = clock.monotonic_ms();
    const auto reading =
        picture ? reader.read(picture->view(), Deadline::in(clock, arguments.deadline_ms))
                : Result<Reading>(picture.failure());
    if (!reading) {
      err << file << ": " << reading.failure().detail << "\n";
      status = not_answered;
      continue;
    }
    Json document{{"file", file}, {"codes", Json::array()}};
    for (const Symbol& symbol : reading->symbols) document["codes"].push_back(json_of(symbol));
    document["line"] = json_of_line(*reading);
    document["disputed"] = reading->disputed;
    document["ms"] = clock.monotonic_ms() - before;
    out << document.dump() << "\n";
  }
  return status;
}

}  // namespace tillgate::scanner
