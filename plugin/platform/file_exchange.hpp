// 9101 文件上传 and 9102 文件下载.
#pragma once

#include <string>

#include "base/bytes.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "platform/settings.hpp"

namespace tillgate::platform {

// A file the platform keeps for some days.
struct PlatformFile {
  std::string number;  // 文件查询号
  std::string name;
};

// Files of the catalogue transactions are asked for by this name, whatever they are called.
constexpr const char* catalogue_file_name = "plc";

Json file_upload_input(const std::string& name, ByteView content, const Settings& settings);
Result<PlatformFile> read_file_upload(const Json& output);
Json file_download_input(const PlatformFile& file, const Settings& settings);

}  // namespace tillgate::platform
