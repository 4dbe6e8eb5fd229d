// What stands behind the digests of records (披露项), for whoever may see it: out of the till's
// database with its data key, or from a file that was handed over.
//
//   file := (index " " disclosure LF)*        disclosure: FORMAT.md section 2
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "auditor/key_access.hpp"
#include "auditor/record_source.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "crypto/key_folder.hpp"

namespace tillgate::auditor {

struct DisclosureOptions {
  KeyOptions keys;   // of the log, for a database
  std::string file;  // handed over
};

class Disclosures {
 public:
  // Neither given: none are known. The source must outlive this object.
  static Result<Disclosures> open(const DisclosureOptions& options, RecordSource& source,
                                  const Streams& streams);

  // The disclosure as it was sealed, proved by its digest in `entry`. Empty when it is not at hand
  // or was erased. TILLGATE_E_LEDGER when it is not what was sealed.
  Result<std::optional<std::string>> text(std::uint64_t index, const std::string& name,
                                          const Json& digests);
  // Its value.
  Result<std::optional<Json>> value(std::uint64_t index, const std::string& name,
                                    const Json& digests);

 private:
  explicit Disclosures(RecordSource& source) : source_(&source) {}
  Result<Done> read_file(const std::string& name);

  RecordSource* source_;
  std::optional<crypto::KeyFolder> keys_;
  std::map<std::pair<std::uint64_t, std::string>, std::string> handed_over_;
};

}  // namespace tillgate::auditor
