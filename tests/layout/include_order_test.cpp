// The modules point one way: an #include may only name a module that stands to the left of its own.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace fs = std::filesystem;

namespace {

// What each module may include, besides itself and the public C headers.
const std::map<std::string, std::set<std::string>> allowed = {
    {"base", {}},
    {"crypto", {"base"}},
    {"store", {"base"}},
    {"scanner", {"base"}},
    {"ledger", {"base", "crypto", "store", "scanner"}},
    {"policies/engine", {"base", "crypto", "store", "scanner"}},
    {"platform", {"base", "crypto", "store", "scanner"}},
    {"outbox", {"base", "crypto", "store", "scanner", "ledger", "policies/engine", "platform"}},
    {"identity", {"base", "crypto", "store", "scanner", "ledger", "policies/engine", "platform"}},
    {"checkout",
     {"base", "crypto", "store", "scanner", "ledger", "policies/engine", "platform", "outbox",
      "identity"}},
    {"abi",
     {"base", "crypto", "store", "scanner", "ledger", "policies/engine", "platform", "outbox",
      "identity", "checkout"}},
    {"auditor", {"base", "crypto", "store", "ledger", "policies/engine"}},
    {"policies/cli",
     {"base", "crypto", "store", "scanner", "ledger", "policies/engine", "auditor"}},
    // The simulator checks messages against the client's own field tables.
    {"sdk/simulator", {"base", "crypto", "platform"}},
    {"sdk/witness", {"base", "crypto", "store", "ledger"}},
    // The reference register is a vendor like any other: the C headers and nothing else.
    {"sdk/register", {}},
};

// Third-party headers that stand in one place only.
struct OneHome {
  std::regex header;
  std::regex file;
};
const std::vector<OneHome> homes = {
    {std::regex("openssl/.*"), std::regex("plugin/crypto/.*|sdk/simulator/.*")},
    {std::regex("sqlite3\\.h"), std::regex("plugin/store/.*")},
    {std::regex("p11-kit/.*"), std::regex("plugin/crypto/token_key\\.cpp")},
    {std::regex("curl/.*"),
     std::regex("plugin/platform/http\\.(hpp|cpp)|plugin/auditor/http_log_source\\.cpp")},
    {std::regex("zlib\\.h"), std::regex("plugin/platform/zip\\.cpp")},
    {std::regex("zbar.*"), std::regex("scanner/decoder/.*zbar.*")},
    {std::regex("ZXing/.*|ReadBarcode.*|ZXVersion.*"), std::regex("scanner/decoder/.*zxing.*")},
    {std::regex("valijson/.*"), std::regex("plugin/abi/documents\\.cpp")},
    {std::regex("httplib\\.h"), std::regex("sdk/.*")},
    {std::regex("CLI/.*"), std::regex("plugin/auditor/.*|policies/cli/.*|scanner/.*|sdk/.*")},
    {std::regex("(unistd|fcntl|dlfcn|poll|signal|spawn|windows)\\.h|sys/.*"),
     std::regex("plugin/base/os/(posix|windows)/.*|sdk/.*")},
};

fs::path root() {
  return TILLGATE_SOURCE_DIR;
}

std::string module_of(const std::string& file) {
  for (const auto& [module, ignored] : allowed) {
    const bool outside_plugin = module.find('/') != std::string::npos || module == "scanner";
    const std::string folder = outside_plugin ? module + "/" : "plugin/" + module + "/";
    if (file.starts_with(folder)) return module;
  }
  return "";
}

std::string module_of_include(const std::string& include) {
  for (const auto& [module, ignored] : allowed)
    if (include.starts_with(module + "/")) return module;
  return "";
}

struct Include {
  std::string file;
  std::string header;
  bool quoted;
};

std::vector<Include> includes() {
  static const std::regex directive(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
  std::vector<Include> found;
  for (const char* top : {"plugin", "scanner", "policies", "sdk"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root() / top)) {
      const auto extension = entry.path().extension();
      if (extension != ".cpp" && extension != ".hpp" && extension != ".h" && extension != ".c")
        continue;
      std::ifstream in(entry.path());
      std::string line;
      std::smatch match;
      while (std::getline(in, line))
        if (std::regex_search(line, match, directive))
          found.push_back(
              {fs::relative(entry.path(), root()).generic_string(), match[2], match[1] == "\""});
    }
  }
  return found;
}

}  // namespace

TEST_CASE("every include points to a module on the left") {
  const auto all = includes();
  REQUIRE(all.size() > 100);
  for (const Include& include : all) {
    if (!include.quoted || include.header.starts_with("tillgate/") ||
        include.file.starts_with("plugin/include/"))
      continue;
    const std::string from = module_of(include.file);
    const std::string to = module_of_include(include.header);
    INFO(include.file << " includes " << include.header);
    CHECK_FALSE(from.empty());
    if (from.empty()) continue;
    CHECK_FALSE(to.empty());
    CHECK((to == from || allowed.at(from).contains(to)));
  }
}

TEST_CASE("a third-party or system header stands in its one place only") {
  for (const Include& include : includes()) {
    for (const OneHome& home : homes) {
      if (!std::regex_match(include.header, home.header)) continue;
      INFO(include.file << " includes " << include.header);
      CHECK(std::regex_match(include.file, home.file));
    }
  }
}

TEST_CASE("the top level holds only what must stand there") {
  const std::set<std::string> expected = {"CMakeLists.txt",
                                          "CMakePresets.json",
                                          "README.md",
                                          "README.zh-CN.md",
                                          "CHANGELOG.md",
                                          "LICENSE",
                                          "dev",
                                          "plugin",
                                          "scanner",
                                          "policies",
                                          "sdk",
                                          "tests",
                                          ".ci",
                                          ".clang-format",
                                          ".clang-tidy",
                                          ".gitignore"};
  std::set<std::string> found;
  for (const auto& entry : fs::directory_iterator(root())) {
    const std::string name = entry.path().filename().string();
    if (name != ".git" && name != "build" && name != ".cache") found.insert(name);
  }
  CHECK(found == expected);
}
