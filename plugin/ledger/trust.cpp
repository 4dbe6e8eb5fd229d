#include "ledger/trust.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.hpp"

namespace tillgate::ledger {

namespace {

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields;
  while (true) {
    const std::size_t start = line.find_first_not_of(" \t");
    if (start == std::string_view::npos) return fields;
    line.remove_prefix(start);
    const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
    fields.emplace_back(line.substr(0, end));
    line.remove_prefix(end);
  }
}

std::optional<std::size_t> needed_of(const std::string& text, std::size_t members) {
  if (text == "any") return 1;
  if (text == "all") return members;
  std::size_t needed = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), needed);
  if (error != std::errc{} || end != text.data() + text.size() || text[0] == '0' ||
      needed > members)
    return std::nullopt;
  return needed;
}

// Reads a policy file; each function answers with what is wrong with its line, empty when nothing.
class PolicyReader {
 public:
  std::string line(const std::vector<std::string>& fields) {
    const std::string& word = fields[0];
    if (word == "log") return log(fields);
    if (word == "witness") return witness(fields);
    if (word == "group") return group(fields);
    if (word == "quorum") return quorum(fields);
    return "none of log, witness, group, quorum";
  }
  bool has_quorum() const { return has_quorum_; }
  TrustPolicy& policy() { return policy_; }

 private:
  std::string log(const std::vector<std::string>& fields) {
    if (fields.size() != 2 && fields.size() != 3) return "a log line is: log VKEY [URL]";
    auto key = crypto::parse_vkey(fields[1]);
    if (!key) return key.failure().detail;
    if (!fresh(key->key.encoded())) return "this public key stands in an earlier line";
    policy_.keys.logs.push_back(std::move(key).value());
    return "";
  }

  std::string witness(const std::vector<std::string>& fields) {
    if (fields.size() != 3 && fields.size() != 4)
      return "a witness line is: witness NAME VKEY [URL]";
    auto key = parse_witness_vkey(fields[2]);
    if (!key) return key.failure().detail;
    if (!fresh(key->key.encoded())) return "this public key stands in an earlier line";
    if (!new_name(fields[1])) return "this name is taken";
    policy_.witness_places[fields[1]] = policy_.keys.witnesses.size();
    policy_.keys.witnesses.push_back(std::move(key).value());
    return "";
  }

  std::string group(const std::vector<std::string>& fields) {
    if (fields.size() < 4) return "a group line is: group NAME K|any|all MEMBER…";
    std::vector<std::string> members(fields.begin() + 3, fields.end());
    for (const std::string& member : members) {
      if (!known(member)) return "no earlier line names this member";
      if (!members_.insert(member).second) return "a member of two groups";
    }
    const auto needed = needed_of(fields[2], members.size());
    if (!needed) return "the number needed is 1 to the number of members, any or all";
    if (!new_name(fields[1])) return "this name is taken";
    policy_.groups[fields[1]] = {*needed, std::move(members)};
    return "";
  }

  std::string quorum(const std::vector<std::string>& fields) {
    if (fields.size() != 2) return "a quorum line is: quorum NAME|none";
    if (has_quorum_) return "a second quorum line";
    if (fields[1] != "none" && !known(fields[1])) return "no earlier line names this quorum";
    policy_.quorum = fields[1];
    has_quorum_ = true;
    return "";
  }

  bool known(const std::string& name) const {
    return policy_.groups.contains(name) || policy_.witness_places.contains(name);
  }
  bool new_name(const std::string& name) const { return name != "none" && !known(name); }
  bool fresh(ByteView key) { return keys_.insert(Bytes(key.begin(), key.end())).second; }

  TrustPolicy policy_;
  std::set<std::string> members_;
  std::set<Bytes> keys_;
  bool has_quorum_ = false;
};

bool is_met(const TrustPolicy& policy, const std::string& name,
            const std::set<std::size_t>& witnesses) {
  if (const auto witness = policy.witness_places.find(name); witness != policy.witness_places.end())
    return witnesses.contains(witness->second);
  const auto group = policy.groups.find(name);
  if (group == policy.groups.end()) return false;
  const auto& [needed, members] = group->second;
  // Members stand on earlier lines, so this ends.
  return static_cast<std::size_t>(
             std::count_if(members.begin(), members.end(), [&](const std::string& member) {
               return is_met(policy, member, witnesses);
             })) >= needed;
}

}  // namespace

Result<Done> add_trusted(std::string_view vkey, TrustedKeys& trusted) {
  if (auto key = crypto::parse_vkey(vkey)) {
    trusted.logs.push_back(std::move(key).value());
    return Done{};
  } else if (auto witness = parse_witness_vkey(vkey)) {
    trusted.witnesses.push_back(std::move(witness).value());
    return Done{};
  } else {
    return std::move(key).failure();
  }
}

Result<NoteVerdict> judge_note(const crypto::Note& note, const TrustedKeys& trusted) {
  NoteVerdict verdict;
  TILLGATE_TRY(logs, crypto::check_note(note, trusted.logs));
  verdict.good_logs = std::move(logs.good);
  verdict.bad_logs = std::move(logs.bad);
  for (const crypto::NoteSignature& line : note.signatures) {
    for (std::size_t i = 0; i < trusted.witnesses.size(); ++i) {
      const WitnessKey& witness = trusted.witnesses[i];
      if (witness.name != line.name || witness.id != line.id) continue;
      TILLGATE_TRY(check, check_cosignature(witness, note.text, line.signature));
      if (check.match == crypto::Match::yes) {
        verdict.good_witnesses.push_back({i, check.time_s});
      } else {
        verdict.bad_witnesses.push_back(i);
      }
    }
  }
  return verdict;
}

bool TrustPolicy::quorum_met(const std::set<std::size_t>& witnesses) const {
  return quorum == "none" || is_met(*this, quorum, witnesses);
}

Result<TrustPolicy> parse_trust_policy(std::string_view text) {
  PolicyReader reader;
  if (!is_utf8(text)) return Failure{TILLGATE_E_DOCUMENT, "trust policy: not UTF-8", ""};
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto fields = fields_of(line);
    if (fields.empty() || fields[0].starts_with('#')) continue;
    if (const std::string wrong = reader.line(fields); !wrong.empty())
      return Failure{TILLGATE_E_DOCUMENT, "trust policy: " + wrong,
                     "line " + std::to_string(number)};
  }
  if (!reader.has_quorum())
    return Failure{TILLGATE_E_DOCUMENT, "trust policy: there is no quorum line", ""};
  return std::move(reader.policy());
}

}  // namespace tillgate::ledger
