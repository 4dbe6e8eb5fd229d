// OpenSSL's name of a kind of key. Private to this module.
#pragma once

#include "crypto/signature.hpp"

namespace tillgate::crypto {

const char* key_type(Algorithm algorithm);

}  // namespace tillgate::crypto
