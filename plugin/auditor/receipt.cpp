#include "ledger/receipt.hpp"

#include <algorithm>

#include "auditor/output.hpp"
#include "auditor/program.hpp"
#include "auditor/record_source.hpp"
#include "auditor/verbs.hpp"
#include "base/os/file.hpp"
#include "base/text.hpp"

namespace tillgate::auditor {

namespace {

constexpr std::size_t max_receipt_file = std::size_t{64} * 1024;

// The payload itself, or a file whose last line is one, as receipt_text writes it.
Result<std::string> payload_of(const std::string& given) {
  if (given.starts_with("TG1:")) return given;
  TILLGATE_TRY(bytes, os::read_file(path_from_utf8(given), max_receipt_file, TILLGATE_E_ARGUMENT));
  std::string text(as_text(bytes));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

// The receipt against the log as it is now.
Result<Done> compare(const ledger::Receipt& receipt, RecordSource& log) {
  const ledger::Checkpoint& head = log.checkpoint();
  const auto differs = [&](const std::string& why) {
    return Failure{TILLGATE_E_LEDGER, why, "record " + std::to_string(receipt.index)};
  };
  if (head.origin != receipt.origin) return differs("the receipt is of another log");
  if (head.size < receipt.size)
    return differs("the log ends before the receipt: records at its end were dropped");
  TILLGATE_TRY(root, ledger::root_at(receipt.size, log.stored_hash()));
  if (root != receipt.root)
    return differs("the log does not continue the receipt: history was rewritten");
  std::optional<ledger::Hash> leaf;
  TILLGATE_CHECK(log.each(receipt.index, receipt.index + 1, [&](std::uint64_t, ByteView entry) {
    leaf = ledger::leaf_hash(entry);
    return false;
  }));
  if (leaf != receipt.leaf) return differs("the record in the log is not that of the receipt");
  TILLGATE_TRY(proof, ledger::inclusion_proof(receipt.index, head.size, log.stored_hash()));
  if (!ledger::check_inclusion(receipt.index, head.size, receipt.leaf, proof, head.root))
    return differs("the record does not lead to the signed root of the log");
  return Done{};
}

Result<std::string> check(const ReceiptOptions& options) {
  TILLGATE_TRY(trusted, trusted_keys(options.keys));
  TILLGATE_TRY(payload, payload_of(options.receipt));
  TILLGATE_TRY(receipt, ledger::parse_receipt(payload));
  TILLGATE_CHECK(ledger::check_receipt(receipt, trusted));
  if (!options.log.name.empty()) {
    TILLGATE_TRY(log, RecordSource::open(options.log));
    TILLGATE_CHECK(compare(receipt, *log));
  }
  return "receipt ok 凭据有效: record " + std::to_string(receipt.index) + " of " +
         std::to_string(receipt.size) + ", " + printable(receipt.origin) +
         (options.log.name.empty()
              ? (receipt.inclusion ? ", with its proof" : ", signed; the proof is in the log")
              : ", and the log holds it");
}

Result<std::string> make(const ReceiptOptions& options) {
  TILLGATE_TRY(source, RecordSource::open(options.log));
  std::optional<ledger::Hash> leaf;
  TILLGATE_CHECK(
      source->each(*options.record, *options.record + 1, [&](std::uint64_t, ByteView entry) {
        leaf = ledger::leaf_hash(entry);
        return false;
      }));
  if (!leaf)
    return Failure{TILLGATE_E_ARGUMENT, "the log has no such record",
                   "record " + std::to_string(*options.record)};
  TILLGATE_TRY(receipt,
               ledger::make_receipt(source->note(), *options.record, *leaf, source->stored_hash()));
  return ledger::receipt_text(receipt);
}

}  // namespace

int receipt(const ReceiptOptions& options, const Streams& streams) {
  if (options.record && (options.log.name.empty() || !options.receipt.empty()))
    return report_failure(
        {TILLGATE_E_ARGUMENT, "--record makes the receipt of a record of --log", ""}, streams);
  if (!options.record && (options.receipt.empty() || options.keys.empty()))
    return report_failure(
        {TILLGATE_E_ARGUMENT, "a receipt is checked with --key; --record makes one", ""}, streams);
  const auto answer = options.record ? make(options) : check(options);
  if (!answer) return report_failure(answer.failure(), streams);
  *streams.out << *answer << (options.record ? "" : "\n");
  return exit_good;
}

}  // namespace tillgate::auditor
