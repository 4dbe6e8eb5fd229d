#include "policies/engine/pack.hpp"

#include <algorithm>
#include <set>

#include "base/bytes.hpp"
#include "base/os/file.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "policies/engine/words.hpp"

namespace tillgate::policies {

namespace {

constexpr std::size_t max_file_bytes = 1 << 20;
constexpr std::string_view manifest_name = "pack.json";
constexpr std::string_view format = "tillgate-pack/1";

bool is_pack_id(std::string_view id) noexcept {
  return !id.empty() && id.size() <= 40 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// Reads pack.json; complaints name the member by its JSON pointer.
class ManifestReader {
 public:
  ManifestReader(const Json& manifest, Problems& problems)
      : manifest_(manifest), problems_(problems) {}

  void read(Pack& pack, std::set<std::string>& retired) {
    static const std::set<std::string_view> known{"format",      "id",         "version",
                                                  "name_zh",     "name_en",    "valid_from",
                                                  "valid_until", "parameters", "retired"};
    for (const auto& item : manifest_.items())
      if (!known.contains(item.key())) complain(item.key(), "unknown member");
    if (text("format") != format) complain("format", "must be " + std::string(format));
    pack.id = text("id");
    if (!is_pack_id(pack.id)) complain("id", "up to 40 lower-case letters, digits and -");
    pack.name_zh = text("name_zh");
    pack.name_en = text("name_en");
    const auto version = manifest_.find("version");
    if (version != manifest_.end() && version->is_number_integer() && *version > 0 &&
        *version < 1'000'000'000)
      pack.version = version->get<std::int64_t>();
    else
      complain("version", "must be a whole number above 0");
    pack.valid_from_day = day("valid_from").value_or(0);
    if (manifest_.contains("valid_until")) pack.valid_until_day = day("valid_until");
    if (const auto parameters = manifest_.find("parameters"); parameters != manifest_.end())
      pack.parameters = *parameters;
    read_retired(retired);
  }

 private:
  void complain(std::string_view member, std::string what) {
    problems_.push_back(
        {std::string(manifest_name), 0, "/" + std::string(member) + " " + std::move(what)});
  }

  std::string text(std::string_view member) {
    const auto value = manifest_.find(member);
    if (value != manifest_.end() && value->is_string() &&
        !value->get_ref<const std::string&>().empty())
      return value->get<std::string>();
    complain(member, "must be a text");
    return {};
  }

  std::optional<std::int64_t> day(std::string_view member) {
    const auto value = day_of_date(text(member));
    if (!value) complain(member, "must be a date YYYY-MM-DD");
    return value;
  }

  void read_retired(std::set<std::string>& retired) {
    const auto ids = manifest_.find("retired");
    if (ids == manifest_.end()) return;
    if (!ids->is_array()) return complain("retired", "must be a list of rule ids");
    for (const Json& id : *ids)
      if (id.is_string())
        retired.insert(id.get<std::string>());
      else
        complain("retired", "must be a list of rule ids");
  }

  const Json& manifest_;
  Problems& problems_;
};

// One declaration a name, however many rules use it.
void declare(Pack& pack, Problems& problems) {
  for (const Rule& rule : pack.rules) {
    for (const Parameter& parameter : rule.parameters) {
      const auto known = std::find_if(pack.declared.begin(), pack.declared.end(),
                                      [&](const Parameter& p) { return p.name == parameter.name; });
      if (known == pack.declared.end())
        pack.declared.push_back(parameter);
      else if (*known != parameter)
        problems.push_back(
            {rule.file, 1,
             "parameter " + parameter.name + " is declared differently by another rule"});
    }
  }
  std::sort(pack.declared.begin(), pack.declared.end(),
            [](const Parameter& a, const Parameter& b) { return a.name < b.name; });
}

void check_settings(const Pack& pack, Problems& problems) {
  ParameterValues values;
  for (const Parameter& parameter : pack.declared) values[parameter.name] = parameter.value;
  const auto moved = move_parameters(pack.declared, pack.parameters, values);
  if (!moved)
    problems.push_back({std::string(manifest_name), 0,
                        "/parameters" + moved.failure().where + " " + moved.failure().detail});
}

}  // namespace

crypto::Hash pack_digest(const PackFiles& files) {
  std::string listing(format);
  listing += '\n';
  for (const auto& [name, content] : files) {
    const crypto::Hash hash = crypto::sha256(as_bytes(content));
    listing += to_hex(hash) + " " + std::to_string(content.size()) + " " + name + "\n";
  }
  return crypto::sha256(as_bytes(listing));
}

Pack read_pack(PackFiles files, const Views& views, Problems& problems) {
  Pack pack;
  pack.digest = pack_digest(files);
  std::set<std::string> retired;
  if (const auto manifest = files.find(std::string(manifest_name)); manifest == files.end()) {
    problems.push_back({std::string(manifest_name), 0, "is missing"});
  } else if (const auto parsed = parse_json(manifest->second); !parsed || !parsed->is_object()) {
    problems.push_back(
        {std::string(manifest_name), 0,
         parsed ? "is not a JSON object" : parsed.failure().detail + " " + parsed.failure().where});
  } else {
    ManifestReader(*parsed, problems).read(pack, retired);
  }
  for (auto& [name, content] : files) {
    if (name.starts_with("scenarios/")) {
      pack.scenarios.emplace(name, std::move(content));
    } else if (name.starts_with("rules/")) {
      auto rule = parse_rule(name, content, views, problems);
      if (!rule) continue;
      if (retired.contains(rule->id)) problems.push_back({name, 1, "the id is retired"});
      pack.rules.push_back(*std::move(rule));
    }
  }
  if (pack.rules.empty()) problems.push_back({"rules", 0, "the pack has no rule"});
  declare(pack, problems);
  check_settings(pack, problems);
  return pack;
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

Result<Pack> Pack::from_files(PackFiles files) {
  TILLGATE_TRY(views, read_views());
  Problems problems;
  Pack pack = read_pack(std::move(files), views, problems);
  if (!problems.empty())
    return Failure{TILLGATE_E_POLICY, problems.front().what, problems.front().place()};
  return pack;
}

Result<Pack> Pack::load(const std::filesystem::path& folder) {
  TILLGATE_TRY(files, read_pack_folder(folder));
  return from_files(std::move(files));
}

}  // namespace tillgate::policies
