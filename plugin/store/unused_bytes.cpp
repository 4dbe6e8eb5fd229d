#include "store/unused_bytes.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "base/os/file.hpp"

namespace tillgate::store {

namespace {

constexpr std::size_t file_header = 100;  // before the tree's header on page 1
constexpr std::uint8_t inner_index = 2;
constexpr std::uint8_t inner_table = 5;
constexpr std::uint8_t leaf_index = 10;
constexpr std::uint8_t leaf_table = 13;

std::uint32_t u16be(ByteView page, std::size_t at) {
  return static_cast<std::uint32_t>(page[at] << 8 | page[at + 1]);
}
std::uint32_t u32be(ByteView page, std::size_t at) {
  return u16be(page, at) << 16 | u16be(page, at + 2);
}

struct TreePage {
  bool inner = false;
  std::size_t unused_begin = 0;
  std::size_t unused_end = 0;
  std::vector<std::uint32_t> children;
};

// Empty when it is no page of a tree.
std::optional<TreePage> tree_page(ByteView page, std::uint32_t number) {
  const std::size_t header = number == 1 ? file_header : 0;
  TreePage found;
  const std::uint8_t type = page[header];
  found.inner = type == inner_index || type == inner_table;
  if (!found.inner && type != leaf_index && type != leaf_table) return std::nullopt;
  const std::size_t cells = u16be(page, header + 3);
  const std::size_t pointers = header + (found.inner ? 12U : 8U);
  const std::size_t content = u16be(page, header + 5);
  found.unused_begin = pointers + 2 * cells;
  found.unused_end = content == 0 ? 65536 : content;
  if (found.unused_begin > found.unused_end || found.unused_end > page.size()) return std::nullopt;
  if (!found.inner) return found;
  for (std::size_t i = 0; i < cells; ++i) {
    const std::size_t cell = u16be(page, pointers + 2 * i);
    if (cell + 4 > page.size()) return std::nullopt;
    found.children.push_back(u32be(page, cell));
  }
  found.children.push_back(u32be(page, header + 8));
  return found;
}

}  // namespace

Result<Done> zero_unused_bytes(const std::filesystem::path& file, std::uint32_t page_size,
                               std::vector<std::uint32_t> roots) {
  std::ifstream in(file, std::ios::binary);
  std::error_code failed;
  const std::uint64_t pages = std::filesystem::file_size(file, failed) / page_size;
  std::vector<bool> seen(failed ? 0 : pages + 1);
  Bytes page(page_size);
  const Bytes zeros(page_size);
  for (std::vector<std::uint32_t>& left = roots; !left.empty();) {
    const std::uint32_t number = left.back();
    left.pop_back();
    const Failure damaged{TILLGATE_E_STORE,
                          "a page of the database cannot be read as one of a tree",
                          "page " + std::to_string(number)};
    if (number == 0 || number >= seen.size() || seen[number]) return damaged;
    seen[number] = true;
    const std::uint64_t at = std::uint64_t{number - 1} * page_size;
    in.seekg(static_cast<std::streamoff>(at));
    if (!in.read(reinterpret_cast<char*>(page.data()), page_size)) return damaged;
    const auto tree = tree_page(page, number);
    if (!tree) return damaged;
    left.insert(left.end(), tree->children.begin(), tree->children.end());
    const ByteView unused =
        ByteView(page).subspan(tree->unused_begin, tree->unused_end - tree->unused_begin);
    if (std::any_of(unused.begin(), unused.end(), [](std::uint8_t byte) { return byte != 0; }))
      TILLGATE_CHECK(os::overwrite_in_place(
          file, at + tree->unused_begin, ByteView(zeros).first(unused.size()), os::Flush::later));
  }
  return os::overwrite_in_place(file, 0, {}, os::Flush::to_disk);
}

}  // namespace tillgate::store
