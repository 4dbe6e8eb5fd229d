// 9101 文件上传 and 9102 文件下载: files travel to the platform as Base64 text and back as plain
// bytes.
#include "base/bytes.hpp"
#include "crypto/base64.hpp"
#include "sdk/simulator/transactions.hpp"

namespace tillgate::simulator {

std::string keep_file(const Context& context, const Message& message, const std::string& name,
                      std::string_view content) {
  const std::string number = context.books.next_number(message.institution->region, message.now);
  context.books.files[number] = {message.institution->code, name,
                                 crypto::to_base64(as_bytes(content))};
  return number;
}

Outcome store_file(const Context& context, const Message& message) {
  const Json& file = message.input["fsUploadIn"];
  if (text_of(file, "fixmedins_code") != message.institution->code)
    return refuse("机构编号与报文不符");
  const auto content = crypto::from_base64(text_of(file, "in"));
  if (!content) return refuse("文件内容不是Base64");
  const std::string name = text_of(file, "filename");
  return accept({{"file_qury_no", keep_file(context, message, name, as_text(*content))},
                 {"filename", name},
                 {"fixmedins_code", message.institution->code},
                 {"dld_endtime", local_text(message.now)}});
}

Outcome fetch_file(const Context& context, const Message& message) {
  const Json& wanted = message.input["fsDownloadIn"];
  const auto found = context.books.files.find(text_of(wanted, "file_qury_no"));
  if (found == context.books.files.end() ||
      found->second.institution != message.institution->code ||
      text_of(wanted, "fixmedins_code") != message.institution->code)
    return refuse("文件不存在");
  // Files of the catalogue are asked for by the fixed name plc.
  const std::string name = text_of(wanted, "filename");
  if (name != "plc" && name != found->second.name) return refuse("文件名不符");
  const auto content = crypto::from_base64(found->second.content);
  if (!content) return refuse("文件已损坏");
  Outcome outcome = accept(nullptr);
  outcome.file = std::string(as_text(*content));
  return outcome;
}

}  // namespace tillgate::simulator
