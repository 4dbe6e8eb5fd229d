#include "policies/engine/manifest.hpp"

#include <algorithm>
#include <array>

#include "base/time.hpp"
#include "policies/engine/words.hpp"

namespace tillgate::policies {

namespace {

constexpr std::string_view pack_format = "tillgate-pack/1";
constexpr std::array<std::string_view, 3> layer_names{"national", "region", "shop"};
constexpr std::array<std::string_view, 12> members{
    "format",      "id",    "version", "name_zh",    "name_en", "valid_from",
    "valid_until", "layer", "extends", "parameters", "shadow",  "retired"};

bool is_pack_id(std::string_view id) noexcept {
  return !id.empty() && id.size() <= 40 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

class ManifestReader {
 public:
  ManifestReader(const std::string& text, const Json& manifest, Problems& problems)
      : text_(text), manifest_(manifest), problems_(problems) {}

  void read(Manifest& found) {
    for (const auto& item : manifest_.items())
      if (!is_one_of(members, item.key())) complain(item.key(), "unknown member");
    if (text("format") != pack_format) complain("format", "must be " + std::string(pack_format));
    PackLayer& own = found.own;
    own.id = text("id");
    if (!is_pack_id(own.id)) complain("id", "up to 40 lower-case letters, digits and -");
    own.name_zh = text("name_zh");
    own.name_en = text("name_en");
    const auto version = manifest_.find("version");
    if (version != manifest_.end() && version->is_number_integer() && *version > 0 &&
        *version < 1'000'000'000)
      own.version = version->get<std::int64_t>();
    else
      complain("version", "must be a whole number above 0");
    own.valid_from_day = day("valid_from").value_or(0);
    if (manifest_.contains("valid_until")) own.valid_until_day = day("valid_until");
    if (own.valid_until_day && *own.valid_until_day < own.valid_from_day)
      complain("valid_until", "is before valid_from");
    read_layer(own);
    if (const auto parameters = manifest_.find("parameters"); parameters != manifest_.end())
      own.parameters = *parameters;
    found.retired = rule_ids("retired");
    found.shadow = rule_ids("shadow");
  }

 private:
  void complain(std::string_view member, std::string what) {
    problems_.push_back({std::string(manifest_name), line_of_member(text_, member),
                         "/" + std::string(member) + " " + std::move(what)});
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

  void read_layer(PackLayer& own) {
    if (manifest_.contains("layer")) {
      const auto name = std::find(layer_names.begin(), layer_names.end(), text("layer"));
      if (name == layer_names.end())
        complain("layer", "is national, region or shop");
      else
        own.layer = static_cast<Layer>(name - layer_names.begin());
    }
    if (manifest_.contains("extends")) own.extends = text("extends");
    if (own.layer == Layer::national && !own.extends.empty())
      complain("extends", "a national pack extends none");
    if (own.layer != Layer::national && own.extends.empty())
      complain("layer", "a " + std::string(name_of(own.layer)) + " pack extends another");
  }

  std::set<std::string> rule_ids(std::string_view member) {
    std::set<std::string> ids;
    const auto list = manifest_.find(member);
    if (list == manifest_.end()) return ids;
    const bool texts =
        list->is_array() &&
        std::all_of(list->begin(), list->end(), [](const Json& id) { return id.is_string(); });
    if (!texts) {
      complain(member, "must be a list of rule ids");
      return ids;
    }
    for (const Json& id : *list) ids.insert(id.get<std::string>());
    return ids;
  }

  const std::string& text_;
  const Json& manifest_;
  Problems& problems_;
};

}  // namespace

std::string_view name_of(Layer layer) noexcept {
  return layer_names[static_cast<std::size_t>(layer)];
}

int line_of_member(std::string_view text, std::string_view member) {
  const std::string name = "\"" + std::string(member) + "\"";
  for (std::size_t at = text.find(name); at != std::string_view::npos;
       at = text.find(name, at + 1)) {
    const std::size_t next = text.find_first_not_of(" \t\r\n", at + name.size());
    if (next != std::string_view::npos && text[next] == ':')
      return 1 + static_cast<int>(std::count(text.begin(),
                                             text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  }
  return 0;
}

PackLayer read_manifest(const PackFiles& files, Problems& problems) {
  const auto manifest = files.find(std::string(manifest_name));
  if (manifest != files.end()) return Manifest::read(manifest->second, problems).own;
  problems.push_back({std::string(manifest_name), 0, "is missing"});
  return {};
}

Manifest Manifest::read(const std::string& text, Problems& problems) {
  Manifest manifest;
  const auto parsed = parse_json(text);
  if (!parsed || !parsed->is_object())
    problems.push_back(
        {std::string(manifest_name), 0,
         parsed ? "is not a JSON object" : parsed.failure().detail + " " + parsed.failure().where});
  else
    ManifestReader(text, *parsed, problems).read(manifest);
  return manifest;
}

}  // namespace tillgate::policies
