#include "auditor/trust_options.hpp"

#include <algorithm>

#include "auditor/http_log_source.hpp"
#include "auditor/log_place.hpp"
#include "base/os/file.hpp"
#include "base/text.hpp"
#include "ledger/checkpoint_token.hpp"

namespace tillgate::auditor {

namespace {

constexpr std::size_t max_text_file = 1 << 20;
constexpr std::size_t max_note = std::size_t{64} * 1024;

Result<std::string> text_file(const std::string& name, std::size_t limit) {
  TILLGATE_TRY(bytes, os::read_file(path_from_utf8(name), limit, TILLGATE_E_ARGUMENT));
  return std::string(as_text(bytes));
}

// One key a line, as KeyFolder writes them; # begins a comment line.
Result<Done> add_file(const std::string& name, ledger::TrustedKeys& trusted) {
  TILLGATE_TRY(text, text_file(name, max_text_file));
  std::string_view rest = text;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    if (const auto added = ledger::add_trusted(line, trusted); !added)
      return Failure{TILLGATE_E_ARGUMENT, added.failure().detail,
                     name + ", line " + std::to_string(number)};
  }
  return Done{};
}

Result<std::string> earlier_note(const std::string& name, const std::string& ca) {
  if (name.starts_with(ledger::checkpoint_token_start)) return ledger::note_of_token(name);
  std::error_code failed;
  const auto path = path_from_utf8(name);
  if (is_url(name) || std::filesystem::is_directory(path, failed) || path.extension() == ".tar") {
    TILLGATE_TRY(source, open_published({name, ca}));
    TILLGATE_TRY(note, source->read("checkpoint", max_note));
    return std::string(as_text(note));
  }
  return text_file(name, max_note);
}

}  // namespace

Result<ledger::TrustedKeys> trusted_keys(const std::vector<std::string>& given) {
  ledger::TrustedKeys trusted;
  for (const std::string& text : given) {
    const auto added = ledger::add_trusted(text, trusted);
    if (added) continue;
    std::error_code failed;
    if (!std::filesystem::is_regular_file(path_from_utf8(text), failed))
      return Failure{TILLGATE_E_ARGUMENT,
                     "neither a verifier key nor a file of them (" + added.failure().detail + ")",
                     text};
    TILLGATE_CHECK(add_file(text, trusted));
  }
  return trusted;
}

Result<ledger::Demands> demands_of(const TrustOptions& options) {
  ledger::Demands demands;
  if (options.keys.empty() == options.policy.empty())
    return Failure{TILLGATE_E_ARGUMENT, "either --key or --policy says whom to trust", ""};
  if (options.policy.empty()) {
    TILLGATE_TRY(keys, trusted_keys(options.keys));
    demands.keys = std::move(keys);
  } else {
    TILLGATE_TRY(text, text_file(options.policy, max_text_file));
    auto policy = ledger::parse_trust_policy(text);
    if (!policy)
      return Failure{TILLGATE_E_ARGUMENT, policy.failure().detail,
                     options.policy + ", " + policy.failure().where};
    demands.policy = std::move(policy).value();
  }
  for (const std::string& name : options.older) {
    TILLGATE_TRY(note, earlier_note(name, options.ca));
    demands.earlier.push_back({name, std::move(note)});
  }
  return demands;
}

}  // namespace tillgate::auditor
