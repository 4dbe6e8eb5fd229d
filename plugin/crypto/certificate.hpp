// When a certificate (X.509) ends. Nothing else of it is judged here.
#pragma once

#include <filesystem>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace tillgate::crypto {

// notAfter of the first certificate in PEM. TILLGATE_E_KEY when there is none to be read.
Result<UtcMs> certificate_end(std::string_view pem);

}  // namespace tillgate::crypto
