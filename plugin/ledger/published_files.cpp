#include "ledger/published_files.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "crypto/note.hpp"
#include "ledger/manifest.hpp"

namespace tillgate::ledger {

namespace {

constexpr std::size_t max_bundle = tile_width * (2 + max_entry_size);
constexpr const char* tile_folder = "tile/";

}  // namespace

std::optional<Bytes> PublishedFiles::read(const std::string& name, std::size_t limit) {
  const LogSource::Found found = source_->find(name);
  if (found.kind == LogSource::Kind::missing) {
    report_->problem(
        {name == checkpoint_file ? Fault::checkpoint_missing : Fault::file_missing, {}, name, ""});
    return std::nullopt;
  }
  if (found.kind == LogSource::Kind::other) {
    report_->problem({Fault::file_unreadable, {}, name, "not a plain file"});
    return std::nullopt;
  }
  if (found.size > limit) {
    report_->problem({Fault::file_length, {}, name, std::to_string(found.size) + " bytes"});
    return std::nullopt;
  }
  auto content = source_->read(name, limit);
  if (!content) {
    report_->problem({Fault::file_unreadable, {}, name, content.failure().detail});
    return std::nullopt;
  }
  return std::move(content).value();
}

std::optional<Bytes> PublishedFiles::checkpoint() {
  return read(checkpoint_file, crypto::max_note_size);
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

Result<Done> PublishedFiles::check_manifest(const TrustedKeys& trusted) {
  if (source_->find(manifest_file).kind == LogSource::Kind::missing) return Done{};
  const auto content = read(manifest_file, crypto::max_note_size);
  if (!content) return Done{};
  const auto differs = [&](const std::string& why) {
    report_->problem({Fault::manifest_differs, {}, manifest_file, why});
    return Done{};
  };
  std::string text(as_text(*content));
  report_->manifest = Report::ManifestIs::unsigned_text;
  if (text.find("\n\n") != std::string::npos) {
    const auto note = crypto::parse_note(text);
    if (!note) return differs(note.failure().detail);
    TILLGATE_TRY(verdict, judge_note(*note, trusted));
    if (verdict.spoiled()) return differs("the signature of a trusted key does not fit it");
    if (!verdict.good_logs.empty()) report_->manifest = Report::ManifestIs::signed_by_log;
    text = note->text;
  }
  const auto manifest = parse_manifest_text(text);
  if (!manifest) return differs(manifest.failure().detail);
  ManifestBuilder there;
  const auto listed = each_published(report_->size, [&](const Tile& tile) -> Result<Done> {
    const LogSource::Found found = source_->find(tile_path(tile));
    if (found.kind != LogSource::Kind::file)
      return Failure{TILLGATE_E_LEDGER, "a file is missing", tile_path(tile)};
    there.add(tile, found.size);
    return Done{};
  });
  // A file that is missing was named before.
  if (listed && there.finish({report_->origin, report_->size, report_->root, {}}) != *manifest)
    return differs("it lists other files or another log than these");
  return Done{};
}

void PublishedFiles::check_surplus(std::uint64_t size) {
  std::set<std::string> beside;  // named once, folders without what is in them
  const auto listed = source_->each([&](const std::string& name) {
    if (name.starts_with(tile_folder)) {
      check_file(name, size);
    } else if (name != checkpoint_file && name != manifest_file &&
               beside.size() < Report::max_findings) {
      beside.insert(name.substr(0, name.find('/')));
    }
    return !report_->full();
  });
  for (const std::string& name : beside)
    report_->remark({Fault::file_unknown, {}, printable(name), ""});
  if (!listed) report_->problem({Fault::file_unreadable, {}, "", listed.failure().detail});
}

void PublishedFiles::check_file(const std::string& name, std::uint64_t size) {
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
  if (source_->find(tile_path(covering_tile)).kind == LogSource::Kind::missing)
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
