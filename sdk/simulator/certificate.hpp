// A certificate for this machine alone: a fresh authority signs one server certificate and its key
// is thrown away.
#pragma once

#include <filesystem>

#include "base/result.hpp"

namespace tillgate::simulator {

struct CertificateFiles {
  std::filesystem::path authority;  // ca.pem: what a client has to trust
  std::filesystem::path server;     // server.pem, for 127.0.0.1 and localhost
  std::filesystem::path key;        // server.key
};

// Makes all three when one is missing.
Result<CertificateFiles> certificate_in(const std::filesystem::path& folder);

}  // namespace tillgate::simulator
