// A published log behind a URL (C2SP tlog-tiles: static files below a prefix). Beside platform/http
// the only place that includes libcurl.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ledger/log_source.hpp"

namespace tillgate::auditor {

// https://…, or http://…
bool is_url(std::string_view place);

// Reads by GET, each file as it is asked for; what is small and asked for again is kept, up to some
// megabytes. TLS 1.2 or newer with the server's name and chain checked, against the system's
// certificates or those in `ca_file` (PEM; empty: the system's); plain http from the loopback
// interface only. No redirects, no proxy. A file is tried three times when the connection or the
// server fails; no file may be longer than a log's largest or take longer than two minutes.
//
// The checkpoint is read once: a log that is published anew meanwhile is checked as it was. A
// partial tile that a full one has taken the place of since is cut out of that one. A server cannot
// be asked what else it holds, so `each` names nothing.
//
// TILLGATE_E_ARGUMENT for a URL that is not of this kind or a certificate file that cannot be read,
// TILLGATE_E_LEDGER when there is no checkpoint to be had, with the reason.
Result<std::unique_ptr<ledger::LogSource>> open_http_log(const std::string& url,
                                                         const std::filesystem::path& ca_file);

}  // namespace tillgate::auditor
