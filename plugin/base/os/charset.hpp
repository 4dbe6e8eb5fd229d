// GB18030, the national character set, to UTF-8. Part of the one seam to the operating system,
// whose tables it uses.
#pragma once

#include <string>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace tillgate::os {

// Fails with TILLGATE_E_ARGUMENT when the bytes are not text of GB18030 (a superset of GBK), and
// with TILLGATE_E_INTERNAL when the system has no table for it.
Result<std::string> utf8_from_gb18030(ByteView bytes);

}  // namespace tillgate::os
