// When certificates (X.509) end. Nothing else of them is judged here.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace tillgate::crypto {

// notAfter of every certificate in PEM, in their order. TILLGATE_E_KEY when there is none to be
// read, or one that is cut or broken.
Result<std::vector<UtcMs>> certificate_ends(std::string_view pem);

}  // namespace tillgate::crypto
