#include <algorithm>

#include "auditor/output.hpp"
#include "auditor/program.hpp"
#include "auditor/record_source.hpp"
#include "auditor/verbs.hpp"
#include "base/text.hpp"

namespace tillgate::auditor {

namespace {

struct Shown {
  std::string origin;
  std::uint64_t size = 0;
  std::uint64_t printed = 0;
  std::optional<std::uint64_t> next;  // a further record that passes
};

Result<Shown> show_records(const ShowOptions& options, const Streams& streams) {
  TILLGATE_TRY(filter, RecordFilter::of(options.filter));
  TILLGATE_TRY(source, RecordSource::open(options.source));
  Shown shown{source->checkpoint().origin, source->checkpoint().size, 0, {}};
  TILLGATE_CHECK(source->each(options.from, shown.size, [&](std::uint64_t index, ByteView entry) {
    if (!filter.passes(entry)) return true;
    if (shown.printed == options.count) {
      shown.next = index;
      return false;
    }
    ++shown.printed;
    if (options.json) {
      *streams.out << as_text(entry) << "\n";
    } else {
      *streams.out << record_line(index, entry) << "\n";
    }
    return true;
  }));
  for (const ledger::Finding& finding : source->problems().problems())
    *streams.err << finding_line(finding) << "\n";
  return shown;
}

}  // namespace

int show(const ShowOptions& options, const Streams& streams) {
  const auto shown = show_records(options, streams);
  if (!shown) return report_failure(shown.failure(), streams);
  *streams.err << "log " << printable(shown->origin) << ", " << shown->size << " records, "
               << shown->printed << " shown; times are China time; nothing was verified\n";
  if (shown->next) *streams.err << "more with --from " << *shown->next << "\n";
  return exit_good;
}

}  // namespace tillgate::auditor
