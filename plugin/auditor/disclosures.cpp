#include "auditor/disclosures.hpp"

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "ledger/disclosure.hpp"
#include "ledger/log_proof.hpp"

namespace tillgate::auditor {

namespace {

constexpr std::size_t max_file = std::size_t{1} << 30;

}  // namespace

Result<Disclosures> Disclosures::open(const DisclosureOptions& options, RecordSource& source,
                                      const Streams& streams) {
  Disclosures disclosures(source);
  if (!options.keys.folder.empty()) {
    TILLGATE_TRY(keys, load_keys(options.keys, streams));
    disclosures.keys_.emplace(std::move(keys));
  }
  if (!options.file.empty()) TILLGATE_CHECK(disclosures.read_file(options.file));
  return disclosures;
}

Result<Done> Disclosures::read_file(const std::string& name) {
  TILLGATE_TRY(content, os::read_file(path_from_utf8(name), max_file, TILLGATE_E_ARGUMENT));
  std::string_view rest = as_text(content);
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t space = std::min(line.find(' '), line.size());
    const auto index = ledger::parse_decimal(line.substr(0, space));
    const std::string_view text = line.substr(std::min(space + 1, line.size()));
    const auto disclosure = ledger::parse_disclosure(text);
    if (!index || !disclosure)
      return Failure{TILLGATE_E_ARGUMENT, "not an index and a disclosure",
                     name + ", line " + std::to_string(number)};
    handed_over_[{*index, disclosure->name}] = std::string(text);
  }
  return Done{};
}

Result<std::optional<std::string>> Disclosures::text(std::uint64_t index, const std::string& name,
                                                     const Json& digests) {
  const auto digest = digests.find(name);
  if (digest == digests.end()) return std::optional<std::string>();
  std::optional<std::string> text;
  if (const auto known = handed_over_.find({index, name}); known != handed_over_.end()) {
    text = known->second;
  } else if (keys_) {
    TILLGATE_TRY(sealed, source_->sealed_disclosure(index, name));
    if (!sealed) return std::optional<std::string>();
    TILLGATE_TRY(opened,
                 ledger::open_disclosure(keys_->data_key(),
                                         {source_->checkpoint().origin, index, name}, *sealed));
    if (!opened)
      return Failure{TILLGATE_E_LEDGER, "a disclosure was changed or is another log's",
                     "record " + std::to_string(index) + ", " + name};
    text = std::move(opened);
  }
  if (text && to_hex(ledger::disclosure_digest(*text)) != *digest)
    return Failure{TILLGATE_E_LEDGER, "a disclosure is not what the record was sealed with",
                   "record " + std::to_string(index) + ", " + name};
  return text;
}

Result<std::optional<Json>> Disclosures::value(std::uint64_t index, const std::string& name,
                                               const Json& digests) {
  TILLGATE_TRY(known, text(index, name, digests));
  if (!known) return std::optional<Json>();
  TILLGATE_TRY(disclosure, ledger::parse_disclosure(*known));
  return std::optional<Json>(std::move(disclosure.value));
}

}  // namespace tillgate::auditor
