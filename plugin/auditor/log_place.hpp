// Where a log is read from, as the command line names it.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "ledger/log_source.hpp"

namespace tillgate::auditor {

struct Place {
  std::string name;  // UTF-8: exported folder, archive, database, or URL
  std::string ca;    // for a URL: file of certificates to trust; empty: the system's
};

// A published log: a folder, an archive or a URL. TILLGATE_E_ARGUMENT when there is nothing.
Result<std::unique_ptr<ledger::LogSource>> open_published(const Place& place);

}  // namespace tillgate::auditor
