// Where a published log is read from: a folder, or a tar archive of one (POSIX ustar, as `export`
// and the tar program write it).
//
// What is read comes from whoever it comes from: sizes are bounded, links and devices are not
// followed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace tillgate::ledger {

class LogSource {
 public:
  virtual ~LogSource() = default;

  enum class Kind { missing, file, other };
  struct Found {
    Kind kind = Kind::missing;
    std::uint64_t size = 0;
  };
  // Names are relative to the log's top, with slashes: "tile/0/000".
  virtual Found find(const std::string& name) const = 0;
  // Fails when the file is longer than `limit`.
  virtual Result<Bytes> read(const std::string& name, std::size_t limit) const = 0;
  // Every name but folders', in no particular order, until `visit` answers false.
  virtual Result<Done> each(const std::function<bool(const std::string& name)>& visit) const = 0;
};

// TILLGATE_E_ARGUMENT when there is neither a folder nor a file, TILLGATE_E_LEDGER when the file is
// not a tar archive of one log. An archive is indexed once (about 100 bytes a member are kept) and
// must not change while it is read. The log may lie in a folder of the archive; what lies beside
// that folder is passed over.
Result<std::unique_ptr<LogSource>> open_log_source(const std::filesystem::path& place);

}  // namespace tillgate::ledger
