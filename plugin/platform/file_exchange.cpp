#include "platform/file_exchange.hpp"

#include "crypto/base64.hpp"
#include "platform/reply_node.hpp"

namespace tillgate::platform {

Json file_upload_input(const std::string& name, ByteView content, const Settings& settings) {
  return {{"fsUploadIn",
           {{"in", crypto::to_base64(content)},
            {"filename", name},
            {"fixmedins_code", settings.institution_code}}}};
}

Result<PlatformFile> read_file_upload(const Json& output) {
  const ReplyNode result(output);
  TILLGATE_TRY(number, result.required_text("file_qury_no"));
  return PlatformFile{number, result.text("filename")};
}

Json file_download_input(const PlatformFile& file, const Settings& settings) {
  return {{"fsDownloadIn",
           {{"file_qury_no", file.number},
            {"filename", file.name},
            {"fixmedins_code", settings.institution_code}}}};
}

}  // namespace tillgate::platform
