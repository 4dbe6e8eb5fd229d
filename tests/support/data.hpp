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

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("file is missing: " + path.string());
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

inline std::string read_data(const std::string& name) {
  return read_file(data_path(name));
}

inline Json read_json_data(const std::string& name) {
  return Json::parse(read_data(name));
}

}  // namespace tillgate::test
