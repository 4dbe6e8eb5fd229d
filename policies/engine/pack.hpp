// A rule pack 规则包: a folder with a manifest, rules and the scenarios that prove them.
//
//   pack.json          the manifest
//   rules/ID.sql       one rule a file (rule.hpp)
//   scenarios/*.json   facts and the findings they must give (scenario.hpp)
//
//   pack.json := {"format": "tillgate-pack/1",
//                 "id":         "cn-national",          lower-case letters, digits and -
//                 "version":    1,                      a counter that never goes back
//                 "name_zh":    "…", "name_en": "…",
//                 "valid_from": "YYYY-MM-DD", "valid_until": "YYYY-MM-DD"?,   first and last day
//                 "layer":      "national" | "region" | "shop",   national when left out
//                 "extends":    "cn-national",          the pack above; every layer but the
//                 national "parameters": {"name": value, …},     what this pack sets
//                 (parameter.hpp) "shadow":     ["QT-09", …],           rules of this pack that
//                 stop nothing yet "retired":    ["FQ-07", …]}           ids of rules that are
//                 gone; never used again
//
// Other files in the folder are not part of the pack and are not read.
//
// Layers 层: a pack stands on the one it extends. It moves the parameters of the packs above as far
// as their declarations allow, and adds rules. It never redefines, retires or silences a rule of a
// pack above; what tries is refused with file and line.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "crypto/digest.hpp"
#include "policies/engine/problem.hpp"
#include "policies/engine/rule.hpp"

namespace tillgate::policies {

// Name inside the pack, with /, to content.
using PackFiles = std::map<std::string, std::string>;

enum class Layer { national, region, shop };  // from above to below
std::string_view name_of(Layer layer) noexcept;

// What one pack says of itself.
struct PackLayer {
  std::string id;
  std::int64_t version = 0;
  Layer layer = Layer::national;
  std::string extends;  // empty for a national one
  std::string name_zh, name_en;
  std::int64_t valid_from_day = 0;
  std::optional<std::int64_t> valid_until_day;
  Json parameters = Json::object();
  crypto::Hash digest{};  // pack_digest of its files

  bool in_force(std::int64_t day) const noexcept {
    return day >= valid_from_day && (!valid_until_day || day <= *valid_until_day);
  }
};

// A pack, standing on those it extends.
struct Pack {
  std::vector<PackLayer> layers;    // from above to below, never empty in a sound pack
  std::vector<Rule> rules;          // of all layers, by id
  std::vector<Parameter> declared;  // every parameter of the rules, once, by name
  std::set<std::string> retired;    // of all layers
  PackFiles scenarios;              // of the lowest layer; base.json may be one of a layer above
  // Of a national pack alone its pack_digest. Of a pack on another the SHA-256 over
  //   "tillgate-layers/1" LF hex(digest of the packs above) LF hex(its own pack_digest) LF
  crypto::Hash digest{};

  // The layer that names them all: the national one.
  const PackLayer& top() const { return layers.front(); }
  // The pack that was read last.
  const PackLayer& own() const { return layers.back(); }
  const Rule* find(std::string_view rule) const noexcept;

  // Reads a folder; `above` is the pack it extends. TILLGATE_E_POLICY when it is not a sound pack;
  // `where` is the file and line. Blocks on the disk.
  static Result<Pack> load(const std::filesystem::path& folder, const Pack* above = nullptr);
  // The same from files already in memory.
  static Result<Pack> from_files(PackFiles files, const Pack* above = nullptr);
};

// The files of a pack folder, at most 1 MiB each. TILLGATE_E_POLICY when one cannot be read.
Result<PackFiles> read_pack_folder(const std::filesystem::path& folder);

// Everything that is wrong with the manifest and the headers, and the pack as far as it could be
// read.
Pack read_pack(PackFiles files, const Pack* above, const Views& views, Problems& problems);

// The thresholds after all layers have set theirs. Of a sound pack.
ParameterValues parameter_values(const Pack& pack);

// pack_digest is SHA-256 over the listing of a pack:
//   listing := "tillgate-pack/1" LF (hex(SHA-256(content)) " " size " " name LF)*    names in byte
//   order
std::string pack_listing(const PackFiles& files);
crypto::Hash pack_digest(const PackFiles& files);

}  // namespace tillgate::policies
