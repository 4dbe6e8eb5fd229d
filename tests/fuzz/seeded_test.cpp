// Random and mutated input for every property, without a fuzzer: what CI and a machine without
// clang can ask.
//
// TILLGATE_FUZZ_SEED replays a run, TILLGATE_FUZZ_ROUNDS makes it longer.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/os/file.hpp"
#include "fuzz/properties.hpp"
#include "support/data.hpp"

using namespace tillgate;

namespace {

std::uint32_t setting(const char* name, std::uint32_t otherwise) {
  const char* const value = std::getenv(name);
  return value == nullptr ? otherwise
                          : static_cast<std::uint32_t>(std::strtoul(value, nullptr, 10));
}

// The inputs of all vectors of codes that are text or bytes.
std::vector<std::string> codes() {
  std::vector<std::string> out;
  const Json document = test::read_json_data("vectors/codes.json");
  for (const Json& vector : document.at("vectors")) {
    if (vector.contains("input_hex")) {
      out.emplace_back(as_text(from_hex(vector["input_hex"].get<std::string>()).value()));
    } else if (vector.at("input").is_string()) {
      out.push_back(vector["input"].get<std::string>());
    }
  }
  return out;
}

std::vector<std::string> samples_of(std::string_view property) {
  std::vector<std::string> out;
  for (const auto& file :
       std::filesystem::directory_iterator(std::filesystem::path(TILLGATE_CORPUS) / property))
    out.emplace_back(as_text(os::read_file(file.path(), 1 << 20).value()));
  std::sort(out.begin(), out.end());
  if (property == "text" || property == "gs1" || property == "wedge")
    for (auto& code : codes()) out.push_back(std::move(code));
  return out;
}

class Mutator {
 public:
  Mutator(std::uint32_t seed, std::vector<std::string> samples)
      : random_(seed), samples_(std::move(samples)) {}

  // The samples themselves first.
  std::string next() {
    if (given_ < samples_.size()) return samples_[given_++];
    if (below(8) == 0) return noise();
    std::string text = sample();
    for (auto changes = below(5); changes > 0; --changes) change(text);
    return text;
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }
  char byte() { return static_cast<char>(random_() % 256); }
  const std::string& sample() { return samples_[below(samples_.size())]; }

  std::string noise() {
    std::string text(below(80), '\0');
    for (char& c : text) c = byte();
    return text;
  }

  void change(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    switch (below(6)) {
      case 0:
        text.insert(at, 1, byte());
        break;
      case 1:
        text.erase(at, 1 + below(3));
        break;
      case 2:
        if (at < text.size()) text[at] = byte();
        break;
      case 3:
        text.insert(at, sample());
        break;
      case 4:
        if (at < text.size()) text[at] = static_cast<char>('0' + below(10));
        break;
      default:
        text.insert(at, text.substr(below(text.size() + 1), below(20)));
        break;
    }
  }

  std::mt19937 random_;
  std::vector<std::string> samples_;
  std::size_t given_ = 0;
};

// The first input the property does not hold for, in hex, with what is wrong; empty if there is
// none.
std::string first_broken(const fuzz::Property& property, std::uint32_t seed, std::uint32_t rounds,
                         std::vector<std::string> samples) {
  Mutator mutator(seed, std::move(samples));
  for (std::uint32_t round = 0; round < rounds; ++round) {
    const std::string input = mutator.next();
    const std::string broken = property.broken(input);
    if (!broken.empty())
      return broken + ": round " + std::to_string(round) + ", input " + to_hex(as_bytes(input));
  }
  return "";
}

}  // namespace

TEST_CASE("no input breaks what must hold for all of them") {
  const std::uint32_t seed = setting("TILLGATE_FUZZ_SEED", 2026);
  const std::uint32_t rounds = setting("TILLGATE_FUZZ_ROUNDS", 2'000);
  WARN("seed " << seed);  // for TILLGATE_FUZZ_SEED
  for (const fuzz::Property& property : fuzz::all_properties()) {
    CAPTURE(property.name);
    const auto samples = samples_of(property.name);
    REQUIRE_FALSE(samples.empty());
    CHECK(first_broken(property, seed, rounds, samples) == "");
  }
}

TEST_CASE("every property has a corpus, and every corpus a property") {
  std::set<std::string> names;
  for (const fuzz::Property& property : fuzz::all_properties()) names.emplace(property.name);
  std::set<std::string> folders;
  for (const auto& folder : std::filesystem::directory_iterator(TILLGATE_CORPUS))
    folders.insert(folder.path().filename().string());
  CHECK(names == folders);
}

TEST_CASE("a property that some input breaks is found out") {
  const fuzz::Property planted{"planted", [](std::string_view bytes) -> std::string {
                                 return bytes.find("77") == std::string_view::npos ? ""
                                                                                   : "two sevens";
                               }};
  const std::string broken = first_broken(planted, 2026, 20'000, {"1234567890"});
  CHECK(broken.starts_with("two sevens: round "));
}
