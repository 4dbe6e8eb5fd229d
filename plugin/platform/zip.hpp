// Files of the platform travel as ZIP archives of one text file: catalogues, statements and their
// results. Only the container is written here; zlib does the compression and the check sums.
//
//   archive := (local-header name data)… central-directory end-record      (APPNOTE.TXT 4.3)
//
// We write one member, deflated. We read the first member of any archive whose central directory
// can be followed: stored or deflated, no encryption, no archives over several disks, no ZIP64.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace tillgate::platform {

// TILLGATE_E_INTERNAL when zlib fails, which it does for want of memory only.
Result<Bytes> zip_of(std::string_view name, std::string_view content);

// TILLGATE_E_PLATFORM when the archive is cut, damaged or of a kind we do not read, or when its
// content would be longer than `max_bytes`.
Result<std::string> unzip_first(ByteView archive, std::size_t max_bytes);

}  // namespace tillgate::platform
