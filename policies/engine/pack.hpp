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
//                 "parameters": {"name": value, …},     what this pack sets (parameter.hpp)
//                 "retired":    ["FQ-07", …]}           ids of rules that are gone; never used
//                 again
//
// Other files in the folder are not part of the pack and are not read.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "crypto/digest.hpp"
#include "policies/engine/problem.hpp"
#include "policies/engine/rule.hpp"

namespace tillgate::policies {

// Name inside the pack, with /, to content.
using PackFiles = std::map<std::string, std::string>;

struct Pack {
  std::string id;
  std::int64_t version = 0;
  std::string name_zh, name_en;
  std::int64_t valid_from_day = 0;
  std::optional<std::int64_t> valid_until_day;
  Json parameters = Json::object();
  std::vector<Rule> rules;          // by id
  std::vector<Parameter> declared;  // every parameter of the rules, once, by name
  PackFiles scenarios;
  crypto::Hash digest{};  // pack_digest of the files

  // Reads a folder. TILLGATE_E_POLICY when it is not a sound pack; `where` is the file and line.
  // Blocks on the disk.
  static Result<Pack> load(const std::filesystem::path& folder);
  // The same from files already in memory.
  static Result<Pack> from_files(PackFiles files);
};

// The files of a pack folder, at most 1 MiB each. TILLGATE_E_POLICY when one cannot be read.
Result<PackFiles> read_pack_folder(const std::filesystem::path& folder);

// Everything that is wrong with the manifest and the headers, and the pack as far as it could be
// read.
Pack read_pack(PackFiles files, const Views& views, Problems& problems);

// SHA-256 over the listing of a pack:
//   listing := "tillgate-pack/1" LF (hex(SHA-256(content)) " " size " " name LF)*    names in byte
//   order
crypto::Hash pack_digest(const PackFiles& files);

}  // namespace tillgate::policies
