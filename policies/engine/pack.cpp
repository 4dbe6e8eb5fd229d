#include "policies/engine/pack.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "base/os/file.hpp"
#include "base/text.hpp"
#include "policies/engine/manifest.hpp"

namespace tillgate::policies {

namespace {

constexpr std::size_t max_file_bytes = 1 << 20;
constexpr std::string_view listing_format = "tillgate-pack/1";
constexpr std::string_view base_scenario = "scenarios/base.json";

// Reads one pack onto those above it.
class PackReader {
 public:
  PackReader(const Pack* above, const Views& views, Problems& problems)
      : above_(above), views_(views), problems_(problems) {
    if (above != nullptr) pack_ = *above;
  }

  Pack read(PackFiles files) {
    const crypto::Hash digest = pack_digest(files);
    if (const auto manifest = files.find(std::string(manifest_name)); manifest == files.end()) {
      complain(std::string(manifest_name), 0, "is missing");
    } else {
      manifest_text_ = manifest->second;
      manifest_ = Manifest::read(manifest_text_, problems_);
    }
    manifest_.own.digest = digest;
    pack_.digest = above_ == nullptr ? digest : on_top_of(above_->digest, digest);
    check_place();
    take_scenarios(files);
    for (auto& [name, content] : files)
      if (name.starts_with("rules/")) take_rule(name, content);
    if (pack_.rules.empty()) complain("rules", 0, "the pack has no rule");
    check_lists();
    std::sort(pack_.rules.begin(), pack_.rules.end(),
              [](const Rule& a, const Rule& b) { return a.id < b.id; });
    declare();
    check_settings();
    pack_.retired.insert(manifest_.retired.begin(), manifest_.retired.end());
    pack_.layers.push_back(std::move(manifest_.own));
    return std::move(pack_);
  }

 private:
  void complain(const std::string& file, int line, std::string what) {
    problems_.push_back({file, line, std::move(what)});
  }
  void complain_of(std::string_view member, const std::string& what) {
    complain(std::string(manifest_name), line_of_member(manifest_text_, member),
             "/" + std::string(member) + " " + what);
  }

  static crypto::Hash on_top_of(const crypto::Hash& above, const crypto::Hash& own) {
    const std::string text = "tillgate-layers/1\n" + to_hex(above) + "\n" + to_hex(own) + "\n";
    return crypto::sha256(as_bytes(text));
  }

  void check_place() {
    const PackLayer& own = manifest_.own;
    if (above_ == nullptr) {
      if (!own.extends.empty())
        complain_of("extends", "this pack stands on " + own.extends + ", which is not at hand");
      return;
    }
    const auto& layers = above_->layers;
    const bool extends_one = std::any_of(layers.begin(), layers.end(), [&](const PackLayer& layer) {
      return layer.id == own.extends;
    });
    if (!extends_one)
      complain_of("extends",
                  "names none of the packs above, the nearest of which is " + above_->own().id);
    if (own.layer <= above_->own().layer)
      complain_of("layer", "must be below " + std::string(name_of(above_->own().layer)) + " of " +
                               above_->own().id);
  }

  void take_scenarios(PackFiles& files) {
    PackFiles own;
    for (auto& [name, content] : files)
      if (name.starts_with("scenarios/")) own.emplace(name, std::move(content));
    const auto base = pack_.scenarios.find(std::string(base_scenario));
    if (base != pack_.scenarios.end()) own.emplace(base->first, std::move(base->second));
    pack_.scenarios = std::move(own);
  }

  void take_rule(const std::string& name, const std::string& content) {
    auto rule = parse_rule(name, content, views_, problems_);
    if (!rule) return;
    if (manifest_.retired.contains(rule->id)) complain(name, 1, "the id is retired");
    if (above_ != nullptr) {
      if (above_->retired.contains(rule->id))
        complain(name, 1, "the id is retired by a pack above");
      if (const Rule* const taken = above_->find(rule->id)) {
        complain(name, 1,
                 rule->id + " is a rule of " + taken->pack +
                     ": a lower layer may set its parameters, not redefine it");
        return;
      }
    }
    rule->pack = manifest_.own.id;
    if (manifest_.shadow.contains(rule->id)) rule->shadow = true;
    pack_.rules.push_back(*std::move(rule));
  }

  // What the manifest says about rules is about rules of this pack.
  void check_lists() {
    if (above_ != nullptr) {
      for (const std::string& id : manifest_.retired)
        if (const Rule* const rule = above_->find(id))
          complain_of("retired",
                      id + " is a rule of " + rule->pack + ": a lower layer cannot remove it");
      for (const std::string& id : manifest_.shadow)
        if (const Rule* const rule = above_->find(id))
          complain_of("shadow",
                      id + " is a rule of " + rule->pack + ": a lower layer cannot silence it");
    }
    for (const std::string& id : manifest_.shadow)
      if (pack_.find(id) == nullptr) complain_of("shadow", id + " is no rule of this pack");
  }

  // One declaration a name, however many rules use it; a pack above decides.
  void declare() {
    for (const Rule& rule : pack_.rules) {
      if (above_ != nullptr && above_->find(rule.id) != nullptr) continue;
      for (const Parameter& parameter : rule.parameters) {
        const auto known =
            std::find_if(pack_.declared.begin(), pack_.declared.end(),
                         [&](const Parameter& p) { return p.name == parameter.name; });
        if (known == pack_.declared.end())
          pack_.declared.push_back(parameter);
        else if (*known != parameter)
          complain(rule.file, 1,
                   "parameter " + parameter.name + " is declared differently by another rule");
      }
    }
    std::sort(pack_.declared.begin(), pack_.declared.end(),
              [](const Parameter& a, const Parameter& b) { return a.name < b.name; });
  }

  void check_settings() {
    ParameterValues values = parameter_values(pack_);  // of the layers above
    const auto moved = move_parameters(pack_.declared, manifest_.own.parameters, values);
    if (moved) return;
    const std::string& where = moved.failure().where;
    complain(std::string(manifest_name),
             line_of_member(manifest_text_, where.empty() ? "parameters" : where.substr(1)),
             "/parameters" + where + " " + moved.failure().detail);
  }

  const Pack* above_;
  const Views& views_;
  Problems& problems_;
  std::string manifest_text_;
  Manifest manifest_;
  Pack pack_;
};

}  // namespace

const Rule* Pack::find(std::string_view rule) const noexcept {
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.id == rule; });
  return found == rules.end() ? nullptr : &*found;
}

ParameterValues parameter_values(const Pack& pack) {
  ParameterValues values;
  for (const Parameter& parameter : pack.declared) values[parameter.name] = parameter.value;
  // Each layer was found sound on those above it when it was read.
  for (const PackLayer& layer : pack.layers)
    static_cast<void>(move_parameters(pack.declared, layer.parameters, values));
  return values;
}

std::string pack_listing(const PackFiles& files) {
  std::string listing(listing_format);
  listing += '\n';
  for (const auto& [name, content] : files) {
    const crypto::Hash hash = crypto::sha256(as_bytes(content));
    listing += to_hex(hash) + " " + std::to_string(content.size()) + " " + name + "\n";
  }
  return listing;
}

crypto::Hash pack_digest(const PackFiles& files) {
  return crypto::sha256(as_bytes(pack_listing(files)));
}

Pack read_pack(PackFiles files, const Pack* above, const Views& views, Problems& problems) {
  return PackReader(above, views, problems).read(std::move(files));
}

Result<PackFiles> read_pack_folder(const std::filesystem::path& folder) {
  PackFiles files;
  const auto take = [&](const std::filesystem::path& path,
                        const std::string& name) -> Result<Done> {
    TILLGATE_TRY(content, os::read_file(path, max_file_bytes, TILLGATE_E_POLICY));
    files.emplace(name, std::string(as_text(content)));
    return Done{};
  };
  TILLGATE_CHECK(take(folder / manifest_name, std::string(manifest_name)));
  for (const auto& [part, extension] :
       {std::pair{"rules", ".sql"}, std::pair{"scenarios", ".json"}}) {
    std::error_code error;
    std::filesystem::directory_iterator entries(folder / part, error);
    for (; !error && entries != std::filesystem::directory_iterator(); entries.increment(error))
      if (entries->path().extension() == extension)
        TILLGATE_CHECK(take(entries->path(),
                            std::string(part) + "/" + utf8_from_path(entries->path().filename())));
    if (error && error != std::errc::no_such_file_or_directory)
      return Failure{TILLGATE_E_POLICY, "rule pack cannot be read", utf8_from_path(folder / part)};
  }
  return files;
}

Result<Pack> Pack::from_files(PackFiles files, const Pack* above) {
  TILLGATE_TRY(views, read_views());
  Problems problems;
  Pack pack = read_pack(std::move(files), above, views, problems);
  if (!problems.empty())
    return Failure{TILLGATE_E_POLICY, problems.front().what, problems.front().place()};
  return pack;
}

Result<Pack> Pack::load(const std::filesystem::path& folder, const Pack* above) {
  TILLGATE_TRY(files, read_pack_folder(folder));
  return from_files(std::move(files), above);
}

}  // namespace tillgate::policies
