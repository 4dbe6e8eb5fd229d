#include <algorithm>
#include <exception>
#include <filesystem>

#include "auditor/output.hpp"
#include "auditor/program.hpp"
#include "auditor/vector_cases.hpp"
#include "auditor/verbs.hpp"
#include "base/os/file.hpp"
#include "base/text.hpp"

namespace tillgate::auditor {

namespace {

constexpr std::size_t max_file = 64 << 20;

bool first_case_has(const Json& file, const char* member) {
  const auto cases = file.find("cases");
  return cases != file.end() && cases->is_array() && !cases->empty() &&
         cases->front().is_object() && cases->front().contains(member);
}

const VectorKind kinds[] = {
    {"tree", [](const Json& f) { return f.contains("leaf_hashes"); }, answer_merkle},
    {"sample log", [](const Json& f) { return f.contains("trusted_vkeys"); }, answer_sample_log},
    {"keys", [](const Json& f) { return f.contains("keys"); }, answer_keys},
    {"witness", [](const Json& f) { return f.contains("steps"); }, answer_witness},
    {"SM2", [](const Json& f) { return f.contains("curve"); }, answer_sm2},
    {"SM3", [](const Json& f) { return first_case_has(f, "digest"); }, answer_sm3},
    {"tile paths", [](const Json& f) { return first_case_has(f, "path"); }, answer_tile_paths},
    {"tile geometry", [](const Json& f) { return first_case_has(f, "levels"); },
     answer_tile_geometry},
    {"bundles", [](const Json& f) { return first_case_has(f, "bundle_hex"); }, answer_bundles},
    {"notes", [](const Json& f) { return first_case_has(f, "note_hex"); }, answer_notes},
    {"cosignatures", [](const Json& f) { return first_case_has(f, "cosigner_vkey"); },
     answer_cosignatures},
    {"proofs", [](const Json& f) { return first_case_has(f, "proof"); }, answer_proofs},
    {"checkpoints", [](const Json& f) { return first_case_has(f, "text"); }, answer_checkpoints},
};

// Prints the cases of one file.
class Printer {
 public:
  explicit Printer(std::ostream& out) : out_(&out) {}

  Result<Done> file(const std::filesystem::path& path) {
    name_ = utf8_from_path(path.filename());
    TILLGATE_TRY(content, os::read_file(path, max_file, TILLGATE_E_ARGUMENT));
    const auto json = parse_json(as_text(content), {max_file, 32});
    if (!json || !json->is_object()) return unreadable("not a JSON object");
    const VectorKind* const kind = vector_kind(*json);
    if (kind == nullptr) return unreadable("no kind of vectors this program knows");
    try {
      return kind->answer(*json, path.parent_path() / path.stem(),
                          [this](const std::string& id, const CaseAnswer& answer) {
                            print(id, answer.answer, answer.agrees);
                          });
    } catch (const std::exception& wrong) {  // a member is missing or of another type
      return unreadable(std::string("not in the form of its kind: ") + wrong.what());
    }
  }
  std::uint64_t cases() const { return cases_; }
  std::uint64_t disagreeing() const { return disagreeing_; }

 private:
  void print(const std::string& id, const Json& answer, bool agrees) {
    *out_ << Json{{"id", name_ + "/" + id}, {"answer", answer}, {"agrees", agrees}}.dump() << "\n";
    ++cases_;
    disagreeing_ += agrees ? 0 : 1;
  }
  Result<Done> unreadable(const std::string& why) {
    print("file", why, false);
    return Done{};
  }

  std::ostream* out_;
  std::string name_;
  std::uint64_t cases_ = 0;
  std::uint64_t disagreeing_ = 0;
};

}  // namespace

Bytes bytes_of(const Json& hex) {
  auto bytes = from_hex(hex.get<std::string>());
  return bytes ? std::move(bytes).value() : Bytes();
}

const VectorKind* vector_kind(const Json& file) {
  const auto* const found =
      std::find_if(std::begin(kinds), std::end(kinds),
                   [&](const VectorKind& kind) { return kind.is_this(file); });
  return found == std::end(kinds) ? nullptr : found;
}

int vectors(const VectorsOptions& options, const Streams& streams) {
  const auto folder = path_from_utf8(options.folder);
  std::error_code failed;
  if (!std::filesystem::is_directory(folder, failed))
    return report_failure({TILLGATE_E_ARGUMENT, "there is no such folder", options.folder},
                          streams);
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator file(folder, failed), end; !failed && file != end;
       file.increment(failed))
    if (file->path().extension() == ".json") files.push_back(file->path());
  std::sort(files.begin(), files.end());
  Printer printer(*streams.out);
  for (const auto& file : files)
    if (const auto answered = printer.file(file); !answered)
      return report_failure(answered.failure(), streams);
  *streams.err << "vectors: " << printer.cases() << " cases of " << files.size() << " files, "
               << printer.disagreeing() << " disagree\n";
  return printer.disagreeing() == 0 && printer.cases() != 0 ? exit_good : exit_problems;
}

}  // namespace tillgate::auditor
