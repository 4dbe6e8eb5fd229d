// Paths of the field table in a message of which every list has one row.
#pragma once

#include <algorithm>
#include <string>

#include "base/json.hpp"

namespace tillgate::test {

// As findings print it: data[].x is data[0].x.
inline std::string indexed(std::string path) {
  for (std::size_t at = path.find("[]"); at != std::string::npos; at = path.find("[]"))
    path.insert(at + 1, "0");
  return path;
}

// Where the field stands in the message.
inline Json::json_pointer pointer(const std::string& path) {
  std::string text = "/" + indexed(path);
  std::replace(text.begin(), text.end(), '.', '/');
  std::replace(text.begin(), text.end(), '[', '/');
  text.erase(std::remove(text.begin(), text.end(), ']'), text.end());
  return Json::json_pointer(text);
}

}  // namespace tillgate::test
