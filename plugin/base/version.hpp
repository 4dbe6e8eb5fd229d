// The version of the library as text; its one home is the public header.
#pragma once

#include "tillgate/tillgate.h"

namespace tillgate {

#define TILLGATE_TEXT_OF_TOKEN(x) #x
#define TILLGATE_TEXT_OF(x) TILLGATE_TEXT_OF_TOKEN(x)
constexpr const char* version_text = TILLGATE_TEXT_OF(TILLGATE_VERSION_MAJOR) "." TILLGATE_TEXT_OF(
    TILLGATE_VERSION_MINOR) "." TILLGATE_TEXT_OF(TILLGATE_VERSION_PATCH);

}  // namespace tillgate
