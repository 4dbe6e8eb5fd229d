// Where test data stands, and how a test reads it.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "base/json.hpp"

namespace tillgate::test {

inline std::filesystem::path data_path(const std::string& name) {
  return std::filesystem::path(TILLGATE_TEST_DATA) / name;
}

inline std::string read_data(const std::string& name) {
  std::ifstream in(data_path(name), std::ios::binary);
  if (!in) throw std::runtime_error("test data is missing: " + name);
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

inline Json read_json_data(const std::string& name) { return Json::parse(read_data(name)); }

}  // namespace tillgate::test
