#include <algorithm>
#include <fstream>

#include "auditor/output.hpp"
#include "auditor/program.hpp"
#include "auditor/record_source.hpp"
#include "auditor/verbs.hpp"
#include "base/os/file.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "crypto/note.hpp"
#include "ledger/log_proof.hpp"
#include "ledger/range_proof.hpp"
#include "ledger/record.hpp"
#include "ledger/witness_book.hpp"

namespace tillgate::auditor {

namespace {

constexpr std::size_t max_proof_file = 64 << 20;

Result<std::string> text_file(const std::string& name) {
  TILLGATE_TRY(bytes, os::read_file(path_from_utf8(name), max_proof_file, TILLGATE_E_ARGUMENT));
  return std::string(as_text(bytes));
}

Result<std::string> entry_at(RecordSource& source, std::uint64_t index) {
  std::optional<std::string> found;
  TILLGATE_CHECK(source.each(index, index + 1, [&](std::uint64_t, ByteView entry) {
    found = std::string(as_text(entry));
    return false;
  }));
  if (!found)
    return Failure{TILLGATE_E_ARGUMENT, "the log has no such record",
                   "record " + std::to_string(index)};
  return *std::move(found);
}

// That the record of this number is in the log. The record itself is the proof's extra data.
Result<std::string> prove_inclusion(RecordSource& source, std::uint64_t index) {
  TILLGATE_TRY(entry, entry_at(source, index));
  const ledger::Checkpoint& head = source.checkpoint();
  TILLGATE_TRY(hashes, ledger::inclusion_proof(index, head.size, source.stored_hash()));
  if (!ledger::check_inclusion(index, head.size, ledger::leaf_hash(as_bytes(entry)), hashes,
                               head.root))
    return Failure{TILLGATE_E_LEDGER, "the record does not lead to the signed root",
                   "record " + std::to_string(index)};
  const ByteView bytes = as_bytes(entry);
  return ledger::log_proof_text(
      {Bytes(bytes.begin(), bytes.end()), index, std::move(hashes), source.note()});
}

// That the log continues an earlier checkpoint, in the form witnesses are asked in.
Result<std::string> prove_consistency(RecordSource& source, const std::string& earlier_file) {
  TILLGATE_TRY(text, text_file(earlier_file));
  TILLGATE_TRY(note, crypto::parse_note(text));
  TILLGATE_TRY(earlier, ledger::parse_checkpoint_text(note.text));
  const ledger::Checkpoint& head = source.checkpoint();
  if (earlier.origin != head.origin)
    return Failure{TILLGATE_E_ARGUMENT, "the earlier checkpoint is of another log",
                   printable(earlier.origin)};
  if (earlier.size > head.size)
    return Failure{TILLGATE_E_LEDGER, "the log ends before the earlier checkpoint",
                   "record " + std::to_string(head.size)};
  TILLGATE_TRY(hashes, ledger::consistency_proof(earlier.size, head.size, source.stored_hash()));
  if (!ledger::check_consistency({earlier.size, earlier.root}, {head.size, head.root}, hashes))
    return Failure{TILLGATE_E_LEDGER, "the log does not continue the earlier checkpoint",
                   "among records 0 to " + std::to_string(earlier.size)};
  return ledger::add_checkpoint_text({earlier.size, std::move(hashes), source.note()});
}

struct Span {
  std::uint64_t first = 0;
  std::uint64_t end = 0;
};

// From the first to the last record of these days, and one record on either side: they show that
// the days begin and end there.
Result<Span> span_of_days(RecordSource& source, const FilterOptions& days) {
  TILLGATE_TRY(filter, RecordFilter::of(days));
  std::optional<Span> span;
  TILLGATE_CHECK(source.each(0, source.checkpoint().size, [&](std::uint64_t index, ByteView entry) {
    if (filter.in_days(entry).value_or(false)) {
      if (!span) span = Span{index, index};
      span->end = index + 1;
    }
    return true;
  }));
  if (!span) return Failure{TILLGATE_E_ARGUMENT, "the log has no record of these days", ""};
  if (span->first > 0) --span->first;
  if (span->end < source.checkpoint().size) ++span->end;
  return *span;
}

Result<std::string> prove_range(RecordSource& source, const FilterOptions& days) {
  TILLGATE_TRY(span, span_of_days(source, days));
  TILLGATE_TRY(proof, ledger::make_range_proof(span.first, span.end, source.checkpoint().size,
                                               source.stored_hash()));
  TILLGATE_CHECK(source.each(span.first, span.end, [&](std::uint64_t, ByteView entry) {
    proof.entries.emplace_back(as_text(entry));
    return true;
  }));
  proof.checkpoint = source.note();
  return ledger::range_proof_text(proof);
}

Result<Done> write_proof(const ProveOptions& options, const std::string& text,
                         const Streams& streams) {
  if (options.output.empty()) {
    *streams.out << text;
    return Done{};
  }
  return os::write_file_durably(path_from_utf8(options.output), as_bytes(text),
                                os::FileMode::readable);
}

Result<Done> prove_into(const ProveOptions& options, const Streams& streams) {
  const bool days = !options.days.since.empty() || !options.days.until.empty();
  if ((options.record ? 1 : 0) + (options.continues.empty() ? 0 : 1) + (days ? 1 : 0) != 1)
    return Failure{TILLGATE_E_ARGUMENT,
                   "one of --record, --continues, or --since and --until says what to prove", ""};
  TILLGATE_TRY(source, RecordSource::open(options.source));
  TILLGATE_TRY(text, options.record               ? prove_inclusion(*source, *options.record)
                     : !options.continues.empty() ? prove_consistency(*source, options.continues)
                                                  : prove_range(*source, options.days));
  return write_proof(options, text, streams);
}

// What kind of proof a file holds, and what it proves.
Result<std::string> check_text(const std::string& text, const ledger::TrustedKeys& trusted,
                               const CheckOptions& options) {
  if (text.starts_with("tillgate-range")) {
    TILLGATE_TRY(proof, ledger::parse_range_proof(text));
    TILLGATE_TRY(opened, ledger::check_range_proof(proof, trusted));
    std::string answer = "complete 完整: records " + std::to_string(proof.first) + " to " +
                         std::to_string(proof.end - 1) + " of " +
                         std::to_string(opened.checkpoint.size);
    for (const std::string* entry : {&proof.entries.front(), &proof.entries.back()})
      if (const auto record = ledger::read_record(*entry))
        answer += (entry == &proof.entries.front() ? ", from " : " to ") + local_text(record->utc);
    return answer;
  }
  if (text.starts_with("old ")) {
    const auto proof = ledger::parse_add_checkpoint(text);
    if (!proof) return Failure{TILLGATE_E_DOCUMENT, "not a proof of continuation", options.file};
    TILLGATE_TRY(opened, ledger::open_checkpoint(proof->checkpoint, trusted));
    if (options.earlier.empty())
      return Failure{TILLGATE_E_ARGUMENT,
                     "--older names the checkpoint that the log is proved to continue", ""};
    TILLGATE_TRY(earlier_text, text_file(options.earlier));
    TILLGATE_TRY(earlier, ledger::open_checkpoint(earlier_text, trusted));
    const ledger::TreeHead old_head{earlier.checkpoint.size, earlier.checkpoint.root};
    const ledger::TreeHead head{opened.checkpoint.size, opened.checkpoint.root};
    if (old_head.size != proof->old_size || earlier.checkpoint.origin != opened.checkpoint.origin ||
        !ledger::check_consistency(old_head, head, proof->proof))
      return Failure{TILLGATE_E_LEDGER, "the log does not continue the earlier checkpoint",
                     "among records 0 to " + std::to_string(old_head.size)};
    return "continues 延续: " + std::to_string(head.size) + " records begin with the " +
           std::to_string(old_head.size) + " of the earlier checkpoint";
  }
  TILLGATE_TRY(proof, ledger::parse_log_proof(text));
  if (!proof.extra)
    return Failure{TILLGATE_E_DOCUMENT, "the proof does not hold its record", options.file};
  TILLGATE_TRY(opened, ledger::check_log_proof(proof, ledger::leaf_hash(*proof.extra), trusted));
  return "included 在册: " + record_line(proof.index, *proof.extra) + "  (of " +
         std::to_string(opened.checkpoint.size) + ")";
}

Result<std::string> check_file(const CheckOptions& options) {
  TILLGATE_TRY(trusted, trusted_keys(options.keys));
  TILLGATE_TRY(text, text_file(options.file));
  return check_text(text, trusted, options);
}

}  // namespace

int prove(const ProveOptions& options, const Streams& streams) {
  const auto proved = prove_into(options, streams);
  return proved ? exit_good : report_failure(proved.failure(), streams);
}

int check_proof(const CheckOptions& options, const Streams& streams) {
  const auto answer = check_file(options);
  if (!answer) return report_failure(answer.failure(), streams);
  *streams.out << *answer << "\n";
  return exit_good;
}

}  // namespace tillgate::auditor
