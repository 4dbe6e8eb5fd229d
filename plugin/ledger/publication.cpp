#include "ledger/publication.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "crypto/note.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/tables.hpp"
#include "ledger/tile.hpp"

namespace tillgate::ledger {

namespace {

class Publication {
 public:
  Publication(store::Database& database, const std::filesystem::path& folder,
              const BeforeCheckpoint& before_checkpoint)
      : tables_(database), folder_(folder), before_checkpoint_(before_checkpoint) {}

  // `note` is empty for the newest checkpoint.
  Result<Published> run(const std::string& note) {
    TILLGATE_TRY(state, tables_.state());
    if (!state) return Failure{TILLGATE_E_LEDGER, "this database holds no log", ""};
    TILLGATE_TRY(target, target_of(note, *state));
    TILLGATE_TRY(published_before, published_checkpoint());
    if (published_before) {
      TILLGATE_TRY(published_size, check_continues(*published_before, *state));
      if (published_size > target.size) return Published{published_size, 0};
    }
    TILLGATE_CHECK(make_folder(folder_));
    TILLGATE_CHECK(write_bundles_and_leaves(target.size));
    TILLGATE_CHECK(write_upper_tiles(target.size));
    // From here on everything the new checkpoint covers is on disk.
    if (published_before != target.note) {
      if (before_checkpoint_) TILLGATE_CHECK(before_checkpoint_(state->checkpoint));
      TILLGATE_CHECK(write(checkpoint_file, as_bytes(target.note)));
    }
    TILLGATE_CHECK(remove_superseded(target.size));
    return Published{target.size, files_written_};
  }

 private:
  std::filesystem::path place(const std::string& name) const {
    return folder_ / path_from_utf8(name);
  }

  Result<std::optional<std::string>> published_checkpoint() const {
    std::error_code unreadable;
    if (!std::filesystem::exists(place(checkpoint_file), unreadable) && !unreadable)
      return std::optional<std::string>();
    TILLGATE_TRY(bytes, os::read_file(place(checkpoint_file), crypto::max_note_size));
    return std::optional<std::string>(as_text(bytes));
  }

  struct Target {
    std::string note;
    std::uint64_t size;
  };
  Result<Target> target_of(const std::string& note, const State& state) const {
    if (note.empty()) {
      TILLGATE_TRY(newest, tables_.with_cosignatures(state.checkpoint));
      return Target{std::move(newest), state.size()};
    }
    TILLGATE_TRY(parsed, crypto::parse_note(note));
    TILLGATE_TRY(checkpoint, parse_checkpoint_text(parsed.text));
    const Failure not_ours{TILLGATE_E_LEDGER, "this log never had the tree of this checkpoint",
                           "record " + std::to_string(checkpoint.size)};
    if (checkpoint.origin != state.origin || checkpoint.size > state.size()) return not_ours;
    TILLGATE_TRY(root, root_at(checkpoint.size, tables_.stored_hash()));
    if (root != checkpoint.root) return not_ours;
    return Target{note, checkpoint.size};
  }

  // The size of the published log, which the database continues.
  Result<std::uint64_t> check_continues(const std::string& old_note, const State& state) const {
    const std::string where = utf8_from_path(place(checkpoint_file));
    const auto note = crypto::parse_note(old_note);
    const auto old = note ? parse_checkpoint_text(note->text) : Result<Checkpoint>(note.failure());
    if (!old)
      return Failure{TILLGATE_E_LEDGER, "the folder holds a checkpoint that cannot be read", where};
    if (old->origin != state.origin)
      return Failure{TILLGATE_E_LEDGER, "the folder holds another log", where};
    if (old->size > state.size())
      return Failure{TILLGATE_E_LEDGER,
                     "the folder holds more records than the database: it was rolled back", where};
    TILLGATE_TRY(root, root_at(old->size, tables_.stored_hash()));
    if (root != old->root)
      return Failure{TILLGATE_E_LEDGER,
                     "the folder holds a history that the database does not continue", where};
    return old->size;
  }

  bool is_there(const Tile& tile) const {
    std::error_code unreadable;
    const auto size = std::filesystem::file_size(place(tile_path(tile)), unreadable);
    return !unreadable && (tile.is_bundle() || size == tile.width * Hash{}.size());
  }

  // Each folder once a run, for it is flushed even when it is there.
  Result<Done> make_folder(const std::filesystem::path& folder) {
    if (made_.contains(folder)) return Done{};
    TILLGATE_CHECK(os::create_folder(folder));
    made_.insert(folder);
    return Done{};
  }

  Result<Done> write(const std::string& name, ByteView content) {
    TILLGATE_CHECK(os::write_file_durably(place(name), content, os::FileMode::readable));
    ++files_written_;
    return Done{};
  }

  Result<Done> write_tile(const Tile& tile, ByteView content) {
    const std::string name = tile_path(tile);
    TILLGATE_CHECK(make_folder(place(name).parent_path()));
    if (!tile.is_full()) TILLGATE_CHECK(remove_unfinished(place(partial_folder(tile))));
    return write(name, content);
  }

  // A power cut may have left the temporary file of another width; other ones are overwritten.
  Result<Done> remove_unfinished(const std::filesystem::path& partial) const {
    std::error_code failed;
    for (std::filesystem::directory_iterator file(partial, failed), end; !failed && file != end;
         file.increment(failed))
      if (file->path().extension() == ".tmp") std::filesystem::remove(file->path(), failed);
    if (failed)
      return Failure{TILLGATE_E_STORE, "a partial tile's folder cannot be cleaned",
                     utf8_from_path(partial)};
    return Done{};
  }

  Result<Done> write_hash_tile(const Tile& tile, const std::vector<Hash>& hashes) {
    Bytes content;
    for (const Hash& hash : hashes) content.insert(content.end(), hash.begin(), hash.end());
    return write_tile(tile, content);
  }

  Result<Done> write_bundles_and_leaves(std::uint64_t size) {
    const LevelShape shape = level_shape(0, size);
    for (std::uint64_t number = 0; number < shape.tiles(); ++number) {
      const Tile leaves{0, number, shape.width_of(number)};
      const Tile bundle{Tile::entries, number, shape.width_of(number)};
      if (is_there(leaves) && is_there(bundle)) continue;
      TILLGATE_TRY(entries, tables_.entries(number * tile_width, bundle.width));
      TILLGATE_TRY(hashes, tables_.hashes(0, number * tile_width, leaves.width));
      Bytes content;
      for (std::size_t i = 0; i < entries.size(); ++i) {
        // A record that was changed in the database must not go out as if it were sealed.
        if (leaf_hash(entries[i]) != hashes[i])
          return Failure{TILLGATE_E_LEDGER, "a record does not hash to its leaf",
                         "record " + std::to_string(number * tile_width + i)};
        add_to_bundle(entries[i], content);
      }
      if (!is_there(bundle)) TILLGATE_CHECK(write_tile(bundle, content));
      if (!is_there(leaves)) TILLGATE_CHECK(write_hash_tile(leaves, hashes));
    }
    return Done{};
  }

  Result<Done> write_upper_tiles(std::uint64_t size) {
    for (unsigned level = 1; !level_shape(level, size).empty(); ++level) {
      const LevelShape shape = level_shape(level, size);
      for (std::uint64_t number = 0; number < shape.tiles(); ++number) {
        const Tile tile{level, number, shape.width_of(number)};
        if (is_there(tile)) continue;
        TILLGATE_TRY(hashes, tables_.hashes(level, number * tile_width, tile.width));
        TILLGATE_CHECK(write_hash_tile(tile, hashes));
      }
    }
    return Done{};
  }

  // A reader may still hold an older checkpoint, so partial tiles stay until their full tile is
  // there.
  Result<Done> remove_superseded(std::uint64_t size) {
    std::vector<unsigned> levels{Tile::entries};
    for (unsigned level = 0; !level_shape(level, size).empty(); ++level) levels.push_back(level);
    for (const unsigned level : levels) {
      const std::uint64_t full = level_shape(level, size).full;
      for (std::uint64_t number = 0; number < full; ++number) {
        const auto partial = place(partial_folder({level, number, tile_width}));
        std::error_code failed;
        if (!std::filesystem::exists(partial, failed)) continue;
        std::filesystem::remove_all(partial, failed);
        if (failed)
          return Failure{TILLGATE_E_STORE, "a superseded partial tile cannot be removed",
                         utf8_from_path(partial)};
      }
    }
    return Done{};
  }

  Tables tables_;
  std::filesystem::path folder_;
  const BeforeCheckpoint& before_checkpoint_;
  std::set<std::filesystem::path> made_;
  std::uint64_t files_written_ = 0;
};

}  // namespace

Result<Published> publish(store::Database& database, const std::filesystem::path& folder,
                          const BeforeCheckpoint& before_checkpoint, const std::string& note) {
  return Publication(database, folder, before_checkpoint).run(note);
}

}  // namespace tillgate::ledger
