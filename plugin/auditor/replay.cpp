// Replays verdicts: the sealed rules over the sealed facts must give the sealed findings again.
#include <algorithm>
#include <map>
#include <set>

#include "auditor/disclosures.hpp"
#include "auditor/output.hpp"
#include "auditor/program.hpp"
#include "auditor/progress.hpp"
#include "auditor/record_source.hpp"
#include "auditor/verbs.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "ledger/record.hpp"
#include "policies/engine/engine.hpp"

namespace tillgate::auditor {

namespace {

// A verdict of the log, with what is needed to come to it again.
struct SealedVerdict {
  std::string pack_digest;
  Json parameters = Json::object();  // what region and shop set
  Json findings = Json::array();
  std::optional<Json> facts;
};

// What people at the counter answered is no part of what the rules gave.
Json given_by_rules(Json findings) {
  for (Json& finding : findings) {
    finding.erase("lifted_by");
    finding.erase("role");
  }
  return findings;
}

// A finding as the log has it: only the members that sealed findings have.
Json as_sealed(const policies::Finding& finding, const Json& like) {
  const Json whole = finding.to_json();
  Json row = {{"rule", whole["rule"]}, {"effect", whole["effect"]}};
  if (finding.line) row["line"] = *finding.line;
  for (const char* member : {"scope", "zh", "en", "next_zh", "next_en", "basis", "data"})
    if (!like.empty() && like.front().contains(member)) row[member] = whole[member];
  return row;
}

Result<policies::Pack> load_packs(const ReplayOptions& options) {
  std::optional<policies::Pack> pack;
  for (const std::string& folder : options.packs) {
    TILLGATE_TRY(next, policies::Pack::load(path_from_utf8(folder), pack ? &*pack : nullptr));
    pack = std::move(next);
  }
  if (!pack) return Failure{TILLGATE_E_ARGUMENT, "no rule pack is named", "--pack"};
  return *std::move(pack);
}

struct Tally {
  std::uint64_t verdicts = 0;
  std::uint64_t same = 0;
  std::uint64_t different = 0;
  std::uint64_t without_facts = 0;
  std::uint64_t erased = 0;  // whose facts were erased with a person, which is sealed
  std::uint64_t other_pack = 0;
};

class Replay {
 public:
  Replay(const ReplayOptions& options, RecordSource& source, Disclosures disclosures,
         const Streams& streams)
      : options_(&options),
        source_(&source),
        disclosures_(std::move(disclosures)),
        streams_(&streams) {}

  Result<Tally> run() {
    TILLGATE_TRY(filter, RecordFilter::of(options_->filter));
    ProgressBar bar(streams_->progress, "replay 复算");
    const ledger::Progress report = bar.reporter();
    Result<Done> went = Done{};
    const std::uint64_t size = source_->checkpoint().size;
    TILLGATE_CHECK(source_->each(0, size, [&](std::uint64_t index, ByteView entry) {
      if (report && index % 1000 == 0) report(index, size);
      note_erasure(entry);
      if (filter.passes(entry)) went = record(index, entry);
      return went.ok();
    }));
    if (!went) return std::move(went).failure();
    for (const std::uint64_t index : without_facts_) {
      if (erased_.contains(index)) {
        ++tally_.erased;
      } else {
        ++tally_.without_facts;
        note(index, "facts are not at hand 缺少封存事实");
      }
    }
    return tally_;
  }

 private:
  Result<Done> record(std::uint64_t index, ByteView entry) {
    const auto record = ledger::read_record(as_text(entry));
    if (!record || record->body.find("\"verdict\"") == std::string_view::npos) return Done{};
    TILLGATE_TRY(body, parse_json(record->body));
    const auto verdict = body.find("verdict");
    if (verdict == body.end() || !verdict->is_object()) return Done{};
    ++tally_.verdicts;
    TILLGATE_TRY(digests, parse_json(record->digests));
    TILLGATE_TRY(sealed, sealed_verdict(index, body, digests));
    if (!sealed.facts) {
      without_facts_.push_back(index);
      return Done{};
    }
    return compare(index, sealed);
  }

  // Records of this log whose facts an erasure took, which is sealed after them.
  void note_erasure(ByteView entry) {
    if (as_text(entry).find("\"disclosure_erased\"") == std::string_view::npos) return;
    const auto record = ledger::read_record(as_text(entry));
    if (!record || record->kind != "disclosure_erased") return;
    const auto body = parse_json(record->body);
    if (!body) return;
    for (const Json& row : body->value("records", Json::array())) {
      const Json names = row.value("names", Json::array());
      if (!row.contains("origin") && std::find(names.begin(), names.end(), "facts") != names.end())
        erased_.insert(row.value("record", std::uint64_t{0}));
    }
  }

  Result<SealedVerdict> sealed_verdict(std::uint64_t index, const Json& body, const Json& digests) {
    const Json& verdict = body["verdict"];
    SealedVerdict sealed;
    sealed.pack_digest = verdict.value("pack_digest", std::string());
    sealed.parameters = verdict.value("overrides", Json::object());
    sealed.findings = given_by_rules(verdict.value("findings", Json::array()));
    if (body.contains("facts")) {
      sealed.facts = body["facts"];
    } else {
      TILLGATE_TRY(facts, disclosures_.value(index, "facts", digests));
      sealed.facts = std::move(facts);
    }
    return sealed;
  }

  Result<Done> compare(std::uint64_t index, const SealedVerdict& sealed) {
    TILLGATE_TRY(engine, engine_for(sealed.parameters));
    auto reviewed = engine->review(*sealed.facts);
    if (!reviewed) {
      ++tally_.different;
      note(index, "the sealed facts cannot be judged 封存事实无法复算: " +
                      reviewed.failure().detail + " " + reviewed.failure().where);
      return Done{};
    }
    Json computed = Json::array();
    for (const policies::Finding& finding : *reviewed)
      computed.push_back(as_sealed(finding, sealed.findings));
    if (sealed.pack_digest != pack_digest_) ++tally_.other_pack;
    TILLGATE_TRY(before, canonical_json(sealed.findings));
    TILLGATE_TRY(now, canonical_json(computed));
    if (before == now) {
      ++tally_.same;
      return Done{};
    }
    ++tally_.different;
    note(index, (sealed.pack_digest == pack_digest_
                     ? "the sealed rules give another verdict 封存规则复算结果不同:"
                     : "the verdict would differ 结论将不同:") +
                    changes(sealed.findings, computed));
    return Done{};
  }

  // " -RX-01 line 2 (block) +LG-01 (warn)"
  static std::string changes(const Json& before, const Json& now) {
    const auto lacking = [](const Json& in, const Json& finding) {
      return std::find(in.begin(), in.end(), finding) == in.end();
    };
    const auto named = [](const Json& finding) {
      std::string text = finding.value("rule", std::string("?"));
      if (finding.contains("line")) text += " line " + finding["line"].dump();
      return text + " (" + finding.value("effect", std::string("?")) + ")";
    };
    std::string text;
    for (const Json& finding : before)
      if (lacking(now, finding)) text += " -" + printable(named(finding));
    for (const Json& finding : now)
      if (lacking(before, finding)) text += " +" + printable(named(finding));
    return text.empty() ? " the order of findings" : text;
  }

  // Most verdicts of a log were given under the same settings.
  Result<policies::Engine*> engine_for(const Json& parameters) {
    const std::string key = parameters.dump();
    if (const auto known = engines_.find(key); known != engines_.end()) return known->second.get();
    TILLGATE_TRY(pack, load_packs(*options_));
    pack_digest_ = to_hex(pack.digest);
    TILLGATE_TRY(engine, policies::Engine::create(std::move(pack), parameters));
    if (engines_.size() >= max_engines) engines_.clear();
    return engines_.emplace(key, std::move(engine)).first->second.get();
  }

  void note(std::uint64_t index, const std::string& what) {
    *streams_->err << "record " << index << ": " << what << "\n";
  }

  static constexpr std::size_t max_engines = 8;
  const ReplayOptions* options_;
  RecordSource* source_;
  Disclosures disclosures_;
  const Streams* streams_;
  std::map<std::string, std::unique_ptr<policies::Engine>> engines_;
  std::string pack_digest_;
  std::vector<std::uint64_t> without_facts_;
  std::set<std::uint64_t> erased_;
  Tally tally_;
};

Result<Tally> replay_all(const ReplayOptions& options, const Streams& streams) {
  // A pack that cannot be read is told before anything else.
  TILLGATE_TRY(pack, load_packs(options));
  for (const policies::PackLayer& layer : pack.layers)
    *streams.err << "pack " << layer.id << " " << layer.version << ", digest "
                 << to_hex(layer.digest) << "\n";
  TILLGATE_TRY(source, RecordSource::open(options.source));
  TILLGATE_TRY(disclosures, Disclosures::open(options.disclosures, *source, streams));
  return Replay(options, *source, std::move(disclosures), streams).run();
}

}  // namespace

int replay(const ReplayOptions& options, const Streams& streams) {
  const auto tally = replay_all(options, streams);
  if (!tally) return report_failure(tally.failure(), streams);
  *streams.out << "replayed 复算: " << tally->verdicts << " verdicts, " << tally->same
               << " the same, " << tally->different << " different, " << tally->without_facts
               << " without facts";
  if (tally->erased != 0) *streams.out << ", " << tally->erased << " erased 已删除";
  if (tally->other_pack != 0)
    *streams.out << "; " << tally->other_pack << " were given by another pack than this one";
  *streams.out << "\n";
  return tally->different == 0 && tally->without_facts == 0 ? exit_good : exit_problems;
}

int disclose(const DiscloseOptions& options, const Streams& streams) {
  const auto shown = [&]() -> Result<Done> {
    TILLGATE_TRY(filter, RecordFilter::of(options.filter));
    TILLGATE_TRY(source, RecordSource::open({options.source, ""}));
    TILLGATE_TRY(disclosures, Disclosures::open({options.keys, ""}, *source, streams));
    Result<Done> went = Done{};
    const auto one = [&](std::uint64_t index, ByteView entry) -> Result<Done> {
      const auto record = ledger::read_record(as_text(entry));
      if (!record) return Done{};
      TILLGATE_TRY(digests, parse_json(record->digests));
      TILLGATE_TRY(text, disclosures.text(index, options.name, digests));
      if (text) *streams.out << index << " " << *text << "\n";
      return Done{};
    };
    TILLGATE_CHECK(
        source->each(0, source->checkpoint().size, [&](std::uint64_t index, ByteView entry) {
          if (filter.passes(entry)) went = one(index, entry);
          return went.ok();
        }));
    return went;
  }();
  return shown ? exit_good : report_failure(shown.failure(), streams);
}

}  // namespace tillgate::auditor
