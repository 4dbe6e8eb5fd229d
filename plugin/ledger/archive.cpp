#include "ledger/archive.hpp"

#include <algorithm>
#include <fstream>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/manifest.hpp"
#include "ledger/tables.hpp"
#include "ledger/tar.hpp"
#include "ledger/tile.hpp"

namespace tillgate::ledger {

namespace {

namespace fs = std::filesystem;

// Puts members into the .part one after the other; those an earlier attempt left are compared.
class TarWriter {
 public:
  explicit TarWriter(fs::path part) : part_(std::move(part)) {}

  Result<Done> open() {
    std::error_code failed;
    if (fs::exists(part_, failed)) {
      std::ifstream left(part_, std::ios::binary);
      left_ = read_unfinished_tar(left);
    } else {
      std::ofstream(part_, std::ios::binary).flush();
    }
    file_.open(part_, std::ios::binary | std::ios::in | std::ios::out);
    if (!file_) return cannot_write();
    return Done{};
  }

  Result<Done> add(const std::string& name, ByteView content) {
    ++files_;
    if (comparing_ && is_left(name, content)) {
      ++kept_;
      return Done{};
    }
    if (comparing_) TILLGATE_CHECK(cut());
    TILLGATE_TRY(header, tar_header(name, content.size()));
    const Bytes filling = tar_filling(content.size());
    for (const ByteView bytes : {ByteView(header), content, ByteView(filling)}) put(bytes);
    return file_ ? Result<Done>(Done{}) : cannot_write();
  }

  Result<Done> finish(const fs::path& file) {
    if (comparing_) TILLGATE_CHECK(cut());
    put(tar_end());
    file_.close();
    if (!file_) return cannot_write();
    return os::rename_durably(part_, file);
  }
  std::uint64_t files() const { return files_; }
  std::uint64_t kept() const { return kept_; }

 private:
  Failure cannot_write() const {
    return {TILLGATE_E_STORE, "the archive cannot be written", utf8_from_path(part_)};
  }
  void put(ByteView bytes) {
    file_.write(reinterpret_cast<const char*>(bytes.data()),
                static_cast<std::streamsize>(bytes.size()));
  }

  bool is_left(const std::string& name, ByteView content) {
    if (kept_ == left_.members.size()) return false;
    const TarMember& member = left_.members[kept_];
    if (member.name != name || member.size != content.size()) return false;
    Bytes there(content.size());
    file_.seekg(static_cast<std::streamoff>(member.offset));
    file_.read(reinterpret_cast<char*>(there.data()), static_cast<std::streamsize>(there.size()));
    return file_.good() && std::equal(there.begin(), there.end(), content.begin(), content.end());
  }

  // From here on the archive is written anew.
  Result<Done> cut() {
    comparing_ = false;
    const std::uint64_t end =
        kept_ == left_.members.size() ? left_.end : left_.members[kept_].offset - tar_block;
    file_.close();
    std::error_code failed;
    fs::resize_file(part_, end, failed);
    file_.open(part_, std::ios::binary | std::ios::in | std::ios::out | std::ios::ate);
    return !failed && file_ ? Result<Done>(Done{}) : cannot_write();
  }

  fs::path part_;
  std::fstream file_;
  UnfinishedTar left_;
  bool comparing_ = true;
  std::uint64_t files_ = 0;
  std::uint64_t kept_ = 0;
};

Result<Bytes> content_of(const Tables& tables, const Tile& tile) {
  Bytes content;
  if (!tile.is_bundle()) {
    TILLGATE_TRY(hashes, tables.hashes(tile.level, tile.number * tile_width, tile.width));
    for (const Hash& hash : hashes) content.insert(content.end(), hash.begin(), hash.end());
    return content;
  }
  const std::uint64_t first = tile.number * tile_width;
  TILLGATE_TRY(entries, tables.entries(first, tile.width));
  TILLGATE_TRY(leaves, tables.hashes(0, first, tile.width));
  for (std::size_t i = 0; i < entries.size(); ++i) {
    // A record that was changed in the database must not go out as if it were sealed.
    if (leaf_hash(entries[i]) != leaves[i])
      return Failure{TILLGATE_E_LEDGER, "a record does not hash to its leaf",
                     "record " + std::to_string(first + i)};
    add_to_bundle(entries[i], content);
  }
  return content;
}

}  // namespace

Result<Archived> archive(store::Database& database, const fs::path& file,
                         const std::vector<const crypto::NoteSigner*>& signers,
                         const Progress& progress) {
  const Tables tables(database);
  TILLGATE_TRY(state, tables.state());
  if (!state) return Failure{TILLGATE_E_LEDGER, "this database holds no log", ""};
  fs::path part = file;
  part += ".part";
  TarWriter writer(part);
  TILLGATE_CHECK(writer.open());
  ManifestBuilder listed;
  TILLGATE_CHECK(each_published(state->size(), [&](const Tile& tile) -> Result<Done> {
    TILLGATE_TRY(content, content_of(tables, tile));
    listed.add(tile, content.size());
    if (progress && tile.is_bundle())
      progress(tile.number * tile_width + tile.width, state->size());
    return writer.add(tile_path(tile), content);
  }));
  const Manifest manifest = listed.finish({state->origin, state->size(), state->root, {}});
  TILLGATE_TRY(note, manifest_note(manifest, signers));
  TILLGATE_CHECK(writer.add(manifest_file, as_bytes(note)));
  // Without it nobody takes the archive for a whole log.
  TILLGATE_TRY(checkpoint, tables.with_cosignatures(state->checkpoint));
  TILLGATE_CHECK(writer.add("checkpoint", as_bytes(checkpoint)));
  TILLGATE_CHECK(writer.finish(file));
  return Archived{state->size(), writer.files(), writer.kept()};
}

Result<Done> add_manifest(const fs::path& folder, const Checkpoint& checkpoint,
                          const std::vector<const crypto::NoteSigner*>& signers) {
  ManifestBuilder listed;
  TILLGATE_CHECK(each_published(checkpoint.size, [&](const Tile& tile) -> Result<Done> {
    std::error_code failed;
    const auto bytes = fs::file_size(folder / path_from_utf8(tile_path(tile)), failed);
    if (failed) return Failure{TILLGATE_E_STORE, "a file is missing", tile_path(tile)};
    listed.add(tile, bytes);
    return Done{};
  }));
  TILLGATE_TRY(note, manifest_note(listed.finish(checkpoint), signers));
  return os::write_file_durably(folder / manifest_file, as_bytes(note), os::FileMode::readable);
}

}  // namespace tillgate::ledger
