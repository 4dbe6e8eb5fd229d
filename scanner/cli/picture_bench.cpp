#include <algorithm>
#include <chrono>
#include <cmath>
#include <iomanip>
#include <map>
#include <optional>
#include <ostream>

#include "base/json.hpp"
#include "base/os/file.hpp"
#include "base/text.hpp"
#include "scanner/cli/picture_file.hpp"
#include "scanner/cli/pictures.hpp"
#include "scanner/cli/tool.hpp"
#include "scanner/image/image_reader.hpp"
#include "scanner/image/reading.hpp"

namespace tillgate::scanner {

namespace {

// exact: what is printed and nothing else was read; none: nothing was; wrong: anything else was.
enum class Outcome { exact, none, wrong, failed };

constexpr const char* name_of(Outcome outcome) {
  constexpr const char* names[] = {"exact", "none", "wrong", "failed"};
  return names[static_cast<std::size_t>(outcome)];
}

struct Row {
  std::size_t pictures = 0;
  std::size_t with_code = 0;
  std::map<Outcome, std::size_t> outcomes = {};
  std::size_t false_readings = 0;  // of pictures without a code
  std::vector<double> ms = {};

  void add(const Row& other) {
    pictures += other.pictures;
    with_code += other.with_code;
    false_readings += other.false_readings;
    for (const auto& [outcome, count] : other.outcomes) outcomes[outcome] += count;
    ms.insert(ms.end(), other.ms.begin(), other.ms.end());
  }
};

// Empty when the picture shows no code.
using Expected = std::optional<std::string>;

std::string folder_of(const std::filesystem::path& picture) {
  return utf8_from_path(picture.parent_path().filename());
}

Expected expected_of(std::filesystem::path picture) {
  constexpr std::size_t longest_text = 1u << 20;
  const auto text = os::read_file(picture.replace_extension(".txt"), longest_text);
  return text ? Expected(as_text(*text)) : std::nullopt;
}

// A UPC-A code is an EAN-13 from 0.
bool says(const Symbol& symbol, const std::string& text) {
  return symbol.text == text || as_text(symbol.bytes) == text ||
         (symbol.symbology == Symbology::ean13 && symbol.text == "0" + text);
}

Outcome outcome_of(const Reading& reading, const Expected& expected) {
  if (reading.symbols.empty()) return Outcome::none;
  const bool right =
      expected && std::all_of(reading.symbols.begin(), reading.symbols.end(),
                              [&](const Symbol& symbol) { return says(symbol, *expected); });
  return right ? Outcome::exact : Outcome::wrong;
}

std::vector<std::filesystem::path> pictures_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
    const auto extension = entry.path().extension();
    if (extension == ".png" || extension == ".jpg" || extension == ".jpeg")
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

double at(std::vector<double> ms, double share) {
  if (ms.empty()) return 0;
  std::sort(ms.begin(), ms.end());
  return ms[static_cast<std::size_t>(share * static_cast<double>(ms.size() - 1))];
}

void print_row(std::ostream& table, const std::string& name, const Row& row) {
  const auto count = [&](Outcome outcome) {
    const auto found = row.outcomes.find(outcome);
    return found == row.outcomes.end() ? std::size_t{0} : found->second;
  };
  table << "| " << std::left << std::setw(20) << name << std::right << " | " << std::setw(8)
        << row.pictures << " | " << std::setw(9) << row.with_code << " | " << std::setw(5)
        << count(Outcome::exact) << " | ";
  if (row.with_code > 0) {
    table << std::setw(6) << std::fixed << std::setprecision(1)
          << 100.0 * static_cast<double>(count(Outcome::exact)) /
                 static_cast<double>(row.with_code);
  } else {
    table << "      ";
  }
  table << " | " << std::setw(5) << count(Outcome::wrong) - row.false_readings << " | "
        << std::setw(5) << row.false_readings << " | " << std::setw(6) << count(Outcome::failed)
        << " | " << std::setw(9) << std::setprecision(0) << at(row.ms, 0.5) << " | " << std::setw(6)
        << at(row.ms, 0.95) << " | " << std::setw(6) << at(row.ms, 1) << " |\n";
}

void print_table(std::ostream& table, const std::map<std::string, Row>& rows, const Row& all) {
  table
      << "| folder               | pictures | with code | exact | rate % | wrong | false | failed "
         "| median ms | 95% ms | max ms |\n"
      << "| -------------------- | -------: | --------: | ----: | -----: | ----: | ----: | -----: "
         "| --------: | -----: | -----: |\n";
  for (const auto& [name, row] : rows) print_row(table, name, row);
  print_row(table, "all", all);
}

// Reads one picture, prints its line and answers its row.
Row measure(ImageReader& reader, const std::filesystem::path& file, const Expected& expected,
            const PictureArguments& arguments, Json document, std::ostream& out) {
  const SystemClock clock;
  Row row{1, expected ? 1u : 0u};
  Outcome outcome = Outcome::failed;
  document["expected"] = expected ? Json(*expected) : Json(nullptr);
  document["read"] = Json::array();
  document["kind"] = nullptr;
  if (const auto picture = read_picture_file(file)) {
    const auto before = std::chrono::steady_clock::now();
    const auto reading = reader.read(picture->view(), Deadline::in(clock, arguments.deadline_ms));
    const std::chrono::duration<double, std::milli> took =
        std::chrono::steady_clock::now() - before;
    row.ms = {took.count()};
    document["ms"] = std::round(took.count() * 10) / 10;
    if (reading) {
      outcome = outcome_of(*reading, expected);
      for (const Symbol& symbol : reading->symbols) {
        document["read"].push_back(symbol.text);
        const Scan scan = scan_of(symbol);
        if (const auto* code = std::get_if<Code>(&scan)) document["kind"] = id_of(code->kind);
      }
    }
  }
  row.outcomes[outcome] = 1;
  row.false_readings = !expected && outcome == Outcome::wrong ? 1 : 0;
  document["outcome"] = name_of(outcome);
  out << document.dump(-1, ' ', false, Json::error_handler_t::replace) << "\n";
  return row;
}

}  // namespace

int bench_pictures(const PictureArguments& arguments, std::ostream& out, std::ostream& table) {
  const std::filesystem::path folder = path_from_utf8(arguments.bench);
  ImageReader reader(decoder_of(arguments));
  std::map<std::string, Row> rows;
  Row all;
  for (const std::filesystem::path& file : pictures_in(folder)) {
    const Expected expected = expected_of(file);
    if (!expected && !folder_of(file).starts_with("falsepositives")) continue;
    const Json document{{"file", utf8_from_path(std::filesystem::relative(file, folder))}};
    const Row row = measure(reader, file, expected, arguments, document, out);
    rows[folder_of(file)].add(row);
    all.add(row);
  }
  print_table(table, rows, all);
  const bool right =
      all.pictures > 0 && all.outcomes[Outcome::wrong] + all.outcomes[Outcome::failed] == 0;
  return right ? all_answered : not_answered;
}

}  // namespace tillgate::scanner
