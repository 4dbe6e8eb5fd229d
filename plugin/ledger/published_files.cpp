#include "ledger/published_files.hpp"

#include <algorithm>
#include <system_error>

#include "base/os/file.hpp"
#include "base/text.hpp"

namespace tillgate::ledger {

namespace {

constexpr std::size_t max_note = 64 * 1024;
constexpr std::size_t hash_size = Hash{}.size();
constexpr std::size_t max_bundle = tile_width * (2 + max_entry_size);
constexpr const char* checkpoint_file = "checkpoint";
constexpr const char* tile_folder = "tile";

}  // namespace

std::optional<Bytes> PublishedFiles::read(const std::string& name, std::size_t limit) {
  const std::filesystem::path file = folder_ / path_from_utf8(name);
  std::error_code failed;
  const auto status = std::filesystem::symlink_status(file, failed);
  if (!std::filesystem::exists(status)) {
    report_->problem(
        {name == checkpoint_file ? Fault::checkpoint_missing : Fault::file_missing, {}, name, ""});
    return std::nullopt;
  }
  if (!std::filesystem::is_regular_file(status)) {
    report_->problem({Fault::file_unreadable, {}, name, "not a plain file"});
    return std::nullopt;
  }
  // A longer file is read just far enough to be seen as longer.
  if (const auto length = std::filesystem::file_size(file, failed); !failed && length > limit) {
    report_->problem({Fault::file_length, {}, name, std::to_string(length) + " bytes"});
    return std::nullopt;
  }
  auto content = os::read_file(file, limit);
  if (!content) {
    report_->problem({Fault::file_unreadable, {}, name, content.failure().detail});
    return std::nullopt;
  }
  return std::move(content).value();
}

std::optional<Bytes> PublishedFiles::checkpoint() {
  return read(checkpoint_file, max_note);
}

std::optional<std::vector<Hash>> PublishedFiles::hashes(const Tile& tile) {
  const std::string name = tile_path(tile);
  const auto content = read(name, tile_width * hash_size);
  if (!content) return std::nullopt;
  if (content->size() != tile.width * hash_size) {
    report_->problem({Fault::file_length,
                      {},
                      name,
                      std::to_string(content->size()) + " bytes instead of " +
                          std::to_string(tile.width * hash_size)});
    return std::nullopt;
  }
  std::vector<Hash> hashes(tile.width);
  for (std::size_t i = 0; i < hashes.size(); ++i)
    hashes[i] = *to_hash(ByteView(*content).subspan(i * hash_size, hash_size));
  return hashes;
}

std::optional<Bytes> PublishedFiles::bundle(const Tile& tile) {
  return read(tile_path(tile), max_bundle);
}

void PublishedFiles::check_surplus(std::uint64_t size) {
  check_top_level();
  std::error_code failed;
  std::filesystem::recursive_directory_iterator file(folder_ / tile_folder, failed);
  const std::filesystem::recursive_directory_iterator end;
  for (; !failed && file != end && !report_->full(); file.increment(failed)) {
    std::error_code unreadable;
    if (file->symlink_status(unreadable).type() != std::filesystem::file_type::directory)
      check_file(file->path(), size);
  }
  if (failed && failed != std::errc::no_such_file_or_directory)
    report_->problem({Fault::file_unreadable, {}, tile_folder, failed.message()});
}

void PublishedFiles::check_top_level() {
  std::error_code failed;
  std::filesystem::directory_iterator file(folder_, failed);
  for (; !failed && file != std::filesystem::directory_iterator(); file.increment(failed)) {
    const std::string name = utf8_from_path(file->path().filename());
    if (name != checkpoint_file && name != tile_folder)
      report_->remark({Fault::file_unknown, {}, printable(name), ""});
  }
}

void PublishedFiles::check_file(const std::filesystem::path& file, std::uint64_t size) {
  std::string name = utf8_from_path(file.lexically_relative(folder_));
  std::replace(name.begin(), name.end(),
               static_cast<char>(std::filesystem::path::preferred_separator), '/');
  const auto tile = parse_tile_path(name);
  if (!tile) {
    report_->problem({Fault::file_surplus, {}, printable(name), ""});
    return;
  }
  const LevelShape shape = level_shape(tile->level, size);
  const std::uint64_t covering = tile->number < shape.tiles() ? shape.width_of(tile->number) : 0;
  if (tile->width > covering) {
    report_->problem({Fault::file_beyond, {}, name, ""});
  } else if (tile->width < covering) {
    check_earlier(*tile, covering);
  }
}

// An earlier checkpoint's partial tile is the beginning of the one that took its place. That one
// was compared with the records before; here it is only read again.
void PublishedFiles::check_earlier(const Tile& earlier, std::uint64_t covering_width) {
  const Tile covering_tile{earlier.level, earlier.number, covering_width};
  std::error_code failed;
  if (!std::filesystem::exists(folder_ / path_from_utf8(tile_path(covering_tile)), failed))
    return;  // it was named before
  const auto content = read(tile_path(earlier), max_bundle);
  const auto covering = read(tile_path(covering_tile), max_bundle);
  if (!content || !covering) return;
  const bool width_fits = earlier.is_bundle()
                              ? parse_bundle(*content).entries.size() == earlier.width
                              : content->size() == earlier.width * hash_size;
  if (!width_fits || content->size() > covering->size() ||
      !std::equal(content->begin(), content->end(), covering->begin()))
    report_->problem({Fault::file_old_differs, {}, tile_path(earlier), ""});
}

}  // namespace tillgate::ledger
