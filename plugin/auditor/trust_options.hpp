// Whom the command line says to trust, and what the log must continue.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "ledger/log_source.hpp"
#include "ledger/verify.hpp"

namespace tillgate::auditor {

struct TrustOptions {
  std::vector<std::string> keys;  // verifier keys of logs and witnesses, or files of them
  std::string policy;             // trust policy file (ledger/trust.hpp); instead of keys
  // Files of signed checkpoints, exported folders, archives and URLs, tokens of uploads.
  std::vector<std::string> older;
  std::string ca;  // file of certificates for URLs; empty: the system's
};

// Keys given as text or in files, of logs and witnesses alike. TILLGATE_E_ARGUMENT, TILLGATE_E_KEY.
Result<ledger::TrustedKeys> trusted_keys(const std::vector<std::string>& given);

// Reads all of it. TILLGATE_E_ARGUMENT when neither keys nor a policy are given, or both.
Result<ledger::Demands> demands_of(const TrustOptions& options);

}  // namespace tillgate::auditor
