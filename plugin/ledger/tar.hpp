// Tar archives (POSIX.1-1988 ustar), as far as an exported log needs them: plain files with names
// of at most 100 bytes, up to 8 GiB each.
//
//   archive := member* zero[1024]
//   member  := header[512] content zero*            content filled up to a multiple of 512
//
// Read are also folders, links and devices (told apart, never followed) and the extra headers that
// tar programs put before a member (skipped: names in a log are short).
#pragma once

#include <cstdint>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace tillgate::ledger {

constexpr std::size_t tar_block = 512;

struct TarMember {
  std::string name;          // without a leading "./"
  std::uint64_t offset = 0;  // of the content in the archive
  std::uint64_t size = 0;
  bool plain = false;
  bool folder = false;
};

// The members up to the end of the archive. TILLGATE_E_LEDGER when a header is damaged or the
// archive is cut; at most 10,000,000 members.
Result<std::vector<TarMember>> read_tar_index(std::istream& archive);

// As read_tar_index, but an archive that was being written when the power went ends at its last
// whole member: `end` is where the next header goes.
struct UnfinishedTar {
  std::vector<TarMember> members;
  std::uint64_t end = 0;
};
UnfinishedTar read_unfinished_tar(std::istream& archive);

// Header and filling of one plain file, readable by all, without time or owner: the same log gives
// the same archive. TILLGATE_E_LIMIT for a longer name or content than the format holds.
Result<Bytes> tar_header(std::string_view name, std::uint64_t size);
Bytes tar_filling(std::uint64_t size);
Bytes tar_end();

}  // namespace tillgate::ledger
