#include <algorithm>
#include <filesystem>
#include <functional>

#include "auditor/output.hpp"
#include "auditor/program.hpp"
#include "auditor/verbs.hpp"
#include "base/text.hpp"
#include "crypto/note.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/published_files.hpp"
#include "ledger/tables.hpp"
#include "ledger/tile.hpp"
#include "store/database.hpp"

namespace tillgate::auditor {

namespace {

struct Shown {
  std::string origin;
  std::uint64_t size = 0;
  std::uint64_t end = 0;  // one past the last record shown
};

std::uint64_t end_of(const ShowOptions& options, std::uint64_t size) {
  return std::min(size, options.from + std::min(options.count, size));
}

Result<Shown> show_database(const ShowOptions& options, std::ostream& out) {
  TILLGATE_TRY(database, store::Database::open(path_from_utf8(options.source)));
  const ledger::Tables tables(*database);
  TILLGATE_TRY(state, tables.state());
  if (!state) return Failure{TILLGATE_E_LEDGER, "this database holds no log", options.source};
  const Shown shown{state->origin, state->size(), end_of(options, state->size())};
  for (std::uint64_t first = options.from; first < shown.end; first += ledger::tile_width) {
    TILLGATE_TRY(entries, tables.entries(first, std::min(ledger::tile_width, shown.end - first)));
    for (std::size_t i = 0; i < entries.size(); ++i)
      out << record_line(first + i, entries[i]) << "\n";
  }
  return shown;
}

Result<ledger::Checkpoint> checkpoint_in(ledger::PublishedFiles& files, const std::string& folder) {
  const auto content = files.checkpoint();
  if (!content) return Failure{TILLGATE_E_LEDGER, "there is no checkpoint to read", folder};
  TILLGATE_TRY(note, crypto::parse_note(as_text(*content)));
  return ledger::parse_checkpoint_text(note.text);
}

// What cannot be read is left out and named.
Result<Shown> show_folder(const ShowOptions& options, const Streams& streams) {
  ledger::Report report;
  ledger::PublishedFiles files(path_from_utf8(options.source), report);
  TILLGATE_TRY(checkpoint, checkpoint_in(files, options.source));
  const Shown shown{checkpoint.origin, checkpoint.size, end_of(options, checkpoint.size)};
  const ledger::LevelShape shape = ledger::level_shape(ledger::Tile::entries, checkpoint.size);
  for (std::uint64_t number = options.from / ledger::tile_width;
       number * ledger::tile_width < shown.end && !report.full(); ++number) {
    const auto content = files.bundle({ledger::Tile::entries, number, shape.width_of(number)});
    if (!content) continue;
    const ledger::Bundle bundle = ledger::parse_bundle(*content);
    for (std::size_t i = 0; i < bundle.entries.size(); ++i) {
      const std::uint64_t index = number * ledger::tile_width + i;
      if (index >= options.from && index < shown.end)
        *streams.out << record_line(index, bundle.entries[i]) << "\n";
    }
  }
  for (const ledger::Finding& finding : report.problems())
    *streams.err << finding_line(finding) << "\n";
  return shown;
}

}  // namespace

int show(const ShowOptions& options, const Streams& streams) {
  const auto source = path_from_utf8(options.source);
  std::error_code failed;
  if (!std::filesystem::exists(source, failed))
    return report_failure(
        {TILLGATE_E_ARGUMENT, "there is no such folder or database", options.source}, streams);
  const auto shown = std::filesystem::is_directory(source, failed)
                         ? show_folder(options, streams)
                         : show_database(options, *streams.out);
  if (!shown) return report_failure(shown.failure(), streams);
  *streams.err << "log " << printable(shown->origin) << ", " << shown->size
               << " records; times are China time; "
               << "nothing was verified\n";
  if (shown->end < shown->size) *streams.err << "more with --from " << shown->end << "\n";
  return exit_good;
}

}  // namespace tillgate::auditor
