#include "auditor/log_place.hpp"

#include "auditor/http_log_source.hpp"
#include "base/text.hpp"

namespace tillgate::auditor {

Result<std::unique_ptr<ledger::LogSource>> open_published(const Place& place) {
  return is_url(place.name) ? open_http_log(place.name, path_from_utf8(place.ca))
                            : ledger::open_log_source(path_from_utf8(place.name));
}

}  // namespace tillgate::auditor
