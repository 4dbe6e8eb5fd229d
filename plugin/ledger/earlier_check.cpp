#include "ledger/earlier_check.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/time.hpp"
#include "crypto/note.hpp"

namespace tillgate::ledger {

namespace {

// "log 0a5a57e3, witness.example/hq at 2026-03-04T05:33:20.000Z"
std::string signers_of(const NoteVerdict& verdict, const TrustedKeys& keys) {
  std::string text;
  for (const std::size_t i : verdict.good_logs)
    text += (text.empty() ? "signed by log key " : ", ") + to_hex(keys.logs[i].id);
  for (const NoteVerdict::Witness& witness : verdict.good_witnesses) {
    text += (text.empty() ? "cosigned by " : ", cosigned by ") +
            printable(keys.witnesses[witness.place].name);
    constexpr std::uint64_t last_four_digit_year = 253'402'300'799;
    if (witness.time_s <= last_four_digit_year)
      text += " at " + utc_text(static_cast<UtcMs>(witness.time_s) * 1000);
  }
  return text;
}

std::string range(std::uint64_t first, std::uint64_t end) {
  return "among records " + std::to_string(first) + " to " + std::to_string(end - 1);
}

}  // namespace

Result<EarlierCheck> EarlierCheck::open(const Demands& demands, const TrustedKeys& keys,
                                        Report& report) {
  EarlierCheck check(report);
  for (const Demands::Earlier& earlier : demands.earlier) {
    const auto unusable = [&](const std::string& why) {
      report.problem({Fault::earlier_unusable, {}, printable(earlier.name), why});
    };
    const auto note = crypto::parse_note(earlier.note);
    auto checkpoint = note ? parse_checkpoint_text(note->text) : Result<Checkpoint>(note.failure());
    if (!checkpoint) {
      unusable(checkpoint.failure().detail);
      continue;
    }
    TILLGATE_TRY(verdict, judge_note(*note, keys));
    if (verdict.spoiled() || (verdict.good_logs.empty() && verdict.good_witnesses.empty())) {
      unusable(verdict.spoiled() ? "the signature of a trusted key does not fit it"
                                 : "no trusted key signed it");
    } else if (checkpoint->origin != report.origin) {
      unusable("it is of another log: " + printable(checkpoint->origin));
    } else {
      check.opened_.push_back(
          {printable(earlier.name), std::move(checkpoint).value(), signers_of(verdict, keys)});
    }
  }
  std::stable_sort(
      check.opened_.begin(), check.opened_.end(),
      [](const Opened& a, const Opened& b) { return a.checkpoint.size < b.checkpoint.size; });
  return check;
}

std::set<std::uint64_t> EarlierCheck::sizes() const {
  std::set<std::uint64_t> sizes;
  for (const Opened& earlier : opened_) sizes.insert(earlier.checkpoint.size);
  return sizes;
}

void EarlierCheck::compare(const TreeCheck& tree) {
  std::uint64_t agreed = 0;  // up to here the log is the one that was signed before
  for (const Opened& earlier : opened_) {
    const std::uint64_t size = earlier.checkpoint.size;
    if (size > report_->size) {
      report_->problem({Fault::tail_dropped, report_->size, earlier.name,
                        range(report_->size, size) + ", " + earlier.signers});
      continue;
    }
    const auto root = tree.root_at(size);
    if (root == earlier.checkpoint.root) {
      agreed = size;
      ++report_->continued;
    } else if (size == 0) {
      report_->problem({Fault::history_rewritten, {}, earlier.name, earlier.signers});
    } else {
      report_->problem({Fault::history_rewritten, agreed, earlier.name,
                        range(agreed < size ? agreed : 0, size) + ", " + earlier.signers});
    }
  }
}

}  // namespace tillgate::ledger
