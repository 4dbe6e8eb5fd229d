// What SQLite leaves behind in a database file. With secure_delete it overwrites rows that are
// deleted, but when rows move between the pages of a tree, copies stay in the unused middle of the
// pages they left, and deleting the row does not reach those.
//
//   page  := header:byte[8 or 12] cell-pointer:u16be[cells] unused cell-content     "B-tree pages"
//   header: type 2, 5 (inner), 10, 13 (leaf) | first free block:u16 | cells:u16 | content:u16 | …
//
// Source: sqlite.org/fileformat2.html section 1.6, written for files of any version 3.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/result.hpp"

namespace tillgate::store {

// Zeroes the unused middle of every page of these trees, on disk after success. No SQLite may have
// the file open. Only unused bytes are written, so a power cut in between does no harm.
// TILLGATE_E_STORE when a page is none of a tree; what was written until then stays.
Result<Done> zero_unused_bytes(const std::filesystem::path& file, std::uint32_t page_size,
                               std::vector<std::uint32_t> roots);

}  // namespace tillgate::store
