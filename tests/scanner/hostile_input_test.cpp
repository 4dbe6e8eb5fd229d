// Random and mutated input: no crash, and what must hold for any input holds. The same properties
// are asked by the fuzzers of tests/fuzz.
//
// TILLGATE_FUZZ_SEED replays a run, TILLGATE_FUZZ_ROUNDS makes it longer.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/json.hpp"
#include "fuzz/properties.hpp"
#include "support/data.hpp"

using namespace tillgate;

namespace {

std::uint32_t setting(const char* name, std::uint32_t otherwise) {
  const char* const value = std::getenv(name);
  return value == nullptr ? otherwise
                          : static_cast<std::uint32_t>(std::strtoul(value, nullptr, 10));
}

// The inputs of all vectors that are text or bytes.
std::vector<std::string> samples() {
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

class Mutator {
 public:
  explicit Mutator(std::uint32_t seed) : random_(seed), samples_(samples()) {}

  std::string next() {
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
};

}  // namespace

TEST_CASE("no input breaks what must hold for all of them") {
  const std::uint32_t seed = setting("TILLGATE_FUZZ_SEED", 2026);
  const std::uint32_t rounds = setting("TILLGATE_FUZZ_ROUNDS", 10'000);
  WARN("seed " << seed);  // for TILLGATE_FUZZ_SEED
  Mutator mutator(seed);
  for (std::uint32_t round = 0; round < rounds; ++round) {
    const std::string input = mutator.next();
    INFO("seed " << seed << ", round " << round << ", input " << to_hex(as_bytes(input)));
    REQUIRE(fuzz::broken_by_text(input) == "");
    REQUIRE(fuzz::broken_by_gs1(input) == "");
    REQUIRE(fuzz::broken_by_wedge(input) == "");
  }
}
