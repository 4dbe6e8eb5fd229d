#include "base/os/charset.hpp"

#include <iconv.h>

#include <cstdint>
#include <memory>

namespace tillgate::os {

namespace {

struct CloseConversion {
  void operator()(void* conversion) const noexcept { iconv_close(conversion); }
};

}  // namespace

Result<std::string> utf8_from_gb18030(ByteView bytes) {
  const iconv_t opened = iconv_open("UTF-8", "GB18030");
  if (reinterpret_cast<std::intptr_t>(opened) == -1)
    return Failure{TILLGATE_E_INTERNAL, "the system cannot read GB18030", ""};
  const std::unique_ptr<void, CloseConversion> conversion(opened);

  // Two bytes become at most three, four at most four.
  std::string source(as_text(bytes));
  std::string out(source.size() * 3, '\0');
  char* from = source.data();
  char* to = out.data();
  std::size_t left = source.size();
  std::size_t room = out.size();
  if (iconv(conversion.get(), &from, &left, &to, &room) == static_cast<std::size_t>(-1))
    return Failure{TILLGATE_E_ARGUMENT, "the bytes are not GB18030 text", ""};
  out.resize(out.size() - room);
  return out;
}

}  // namespace tillgate::os
