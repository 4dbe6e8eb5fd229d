// The export list, the header and the built library name the same functions.
#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace {

std::string read_source(const std::string& name) {
  std::ifstream in(std::filesystem::path(TILLGATE_SOURCE_DIR) / name);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::set<std::string> listed() {
  std::istringstream in(read_source("plugin/abi/exports.txt"));
  std::set<std::string> names;
  for (std::string name; std::getline(in, name);) names.insert(name);
  return names;
}

std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  REQUIRE(pipe);
  std::string text;
  std::array<char, 4096> buffer{};
  while (const std::size_t got = fread(buffer.data(), 1, buffer.size(), pipe.get()))
    text.append(buffer.data(), got);
  return text;
}

}  // namespace

TEST_CASE("the headers declare exactly what the list exports") {
  const std::string header = read_source("plugin/include/tillgate/tillgate.h") +
                             read_source("plugin/include/tillgate/tillgate_draft.h");
  const std::regex declaration(R"(TILLGATE_API\s+[\w\s\*]+?(tillgate_\w+)\()");
  std::set<std::string> declared;
  for (std::sregex_iterator at(header.begin(), header.end(), declaration), end; at != end; ++at)
    declared.insert((*at)[1]);
  CHECK(declared == listed());
}

TEST_CASE("the built library exports the list and nothing else") {
  std::istringstream lines(output_of("nm -D --defined-only " TILLGATE_LIBRARY));
  std::set<std::string> exported;
  for (std::string address, kind, name; lines >> address >> kind >> name;)
    exported.insert(name.substr(0, name.find('@')));
  CHECK(exported == listed());
}
