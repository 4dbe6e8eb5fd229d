#include "auditor/record_source.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "auditor/http_log_source.hpp"
#include "base/text.hpp"
#include "crypto/note.hpp"
#include "ledger/log_source.hpp"
#include "ledger/published_files.hpp"
#include "ledger/tables.hpp"
#include "ledger/tile.hpp"
#include "store/database.hpp"

namespace tillgate::auditor {

namespace {

class DatabaseRecords final : public RecordSource {
 public:
  static Result<std::unique_ptr<RecordSource>> open(const std::filesystem::path& file) {
    auto records = std::make_unique<DatabaseRecords>();
    TILLGATE_TRY(database, store::Database::open(file));
    records->database_ = std::move(database);
    const ledger::Tables tables(*records->database_);
    TILLGATE_TRY(state, tables.state());
    if (!state)
      return Failure{TILLGATE_E_LEDGER, "this database holds no log", utf8_from_path(file)};
    TILLGATE_TRY(note, tables.with_cosignatures(state->checkpoint));
    TILLGATE_CHECK(records->take_checkpoint(std::move(note)));
    return std::unique_ptr<RecordSource>(std::move(records));
  }

  Result<Done> each(std::uint64_t first, std::uint64_t end, const Visit& visit) override {
    const ledger::Tables tables(*database_);
    for (; first < end; first += ledger::tile_width) {
      TILLGATE_TRY(entries, tables.entries(first, std::min(ledger::tile_width, end - first)));
      for (std::size_t i = 0; i < entries.size(); ++i)
        if (!visit(first + i, entries[i])) return Done{};
    }
    return Done{};
  }

  ledger::StoredHash stored_hash() override { return ledger::Tables(*database_).stored_hash(); }

  Result<std::optional<Bytes>> sealed_disclosure(std::uint64_t index,
                                                 const std::string& name) override {
    return ledger::Tables(*database_).disclosure(index, name);
  }

 private:
  std::unique_ptr<store::Database> database_;
};

class PublishedRecords final : public RecordSource {
 public:
  static Result<std::unique_ptr<RecordSource>> open(const Place& place) {
    auto records = std::make_unique<PublishedRecords>();
    TILLGATE_TRY(source, open_published(place));
    records->source_ = std::move(source);
    records->files_.emplace(*records->source_, records->problems_);
    const auto note = records->files_->checkpoint();
    if (!note) return Failure{TILLGATE_E_LEDGER, "there is no checkpoint to read", place.name};
    TILLGATE_CHECK(records->take_checkpoint(std::string(as_text(*note))));
    return std::unique_ptr<RecordSource>(std::move(records));
  }

  Result<Done> each(std::uint64_t first, std::uint64_t end, const Visit& visit) override {
    const auto shape = ledger::level_shape(ledger::Tile::entries, checkpoint_.size);
    for (std::uint64_t number = first / ledger::tile_width;
         number * ledger::tile_width < end && !problems_.full(); ++number) {
      const auto content = files_->bundle({ledger::Tile::entries, number, shape.width_of(number)});
      if (!content) continue;
      const ledger::Bundle bundle = ledger::parse_bundle(*content);
      for (std::size_t i = 0; i < bundle.entries.size(); ++i) {
        const std::uint64_t index = number * ledger::tile_width + i;
        if (index >= first && index < end && !visit(index, bundle.entries[i])) return Done{};
      }
    }
    return Done{};
  }

  ledger::StoredHash stored_hash() override {
    return [this](unsigned level, std::uint64_t index) -> Result<ledger::Hash> {
      const unsigned tile_level = level / ledger::tile_height;
      const std::uint64_t count = std::uint64_t{1} << (level % ledger::tile_height);
      const std::uint64_t first = index * count;
      const auto shape = ledger::level_shape(tile_level, checkpoint_.size);
      const std::uint64_t number = first / ledger::tile_width;
      const ledger::Tile tile{tile_level, number, shape.width_of(number)};
      const auto hashes = number < shape.tiles() ? files_->hashes(tile) : std::nullopt;
      const std::uint64_t place = first % ledger::tile_width;
      if (!hashes || place + count > hashes->size())
        return Failure{TILLGATE_E_LEDGER, "a hash tile cannot be read", ledger::tile_path(tile)};
      return ledger::root_of(std::span(*hashes).subspan(place, count));
    };
  }

 private:
  std::unique_ptr<ledger::LogSource> source_;
  std::optional<ledger::PublishedFiles> files_;
};

bool is_database(const std::filesystem::path& file) {
  constexpr std::string_view magic = "SQLite format 3";
  std::string start(magic.size(), '\0');
  std::ifstream(file, std::ios::binary)
      .read(start.data(), static_cast<std::streamsize>(start.size()));
  return start == magic;
}

}  // namespace

Result<Done> RecordSource::take_checkpoint(std::string note) {
  TILLGATE_TRY(parsed, crypto::parse_note(note));
  TILLGATE_TRY(checkpoint, ledger::parse_checkpoint_text(parsed.text));
  checkpoint_ = std::move(checkpoint);
  note_ = std::move(note);
  return Done{};
}

Result<std::unique_ptr<RecordSource>> RecordSource::open(const Place& place) {
  if (is_url(place.name)) return PublishedRecords::open(place);
  const auto path = path_from_utf8(place.name);
  std::error_code failed;
  if (!std::filesystem::exists(path, failed))
    return Failure{TILLGATE_E_ARGUMENT, "there is no such folder, archive or database", place.name};
  return std::filesystem::is_regular_file(path, failed) && is_database(path)
             ? DatabaseRecords::open(path)
             : PublishedRecords::open(place);
}

}  // namespace tillgate::auditor
