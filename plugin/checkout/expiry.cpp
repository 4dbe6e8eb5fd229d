#include "checkout/expiry.hpp"

#include <algorithm>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "checkout/till.hpp"
#include "crypto/certificate.hpp"

namespace tillgate::checkout {

namespace {

constexpr std::size_t max_file = std::size_t{1} << 20;
constexpr std::size_t max_certificates = 8;
constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t warned_days = 60;

Json row(const std::string& zh, const std::string& en) {
  return {{"zh", zh}, {"en", en}};
}

struct EndingWords {
  const char* name;
  const char* zh;
  const char* en;
  const char* how_zh;
  const char* how_en;
  bool plural;
};
const EndingWords& words_of(Ending::What what) {
  static constexpr EndingWords certificate{"certificate", "证书",       "the certificate",
                                           "更换",        "replace it", false};
  static constexpr EndingWords keys{"keys",
                                    "日志签名密钥",
                                    "the signing keys of the log",
                                    "更换(tillgate-audit rotate)",
                                    "replace them (tillgate-audit rotate)",
                                    true};
  static constexpr EndingWords rules{"rules", "规则包",           "the rule pack",
                                     "更新",  "install the next", false};
  return what == Ending::What::certificate ? certificate
         : what == Ending::What::keys      ? keys
                                           : rules;
}

}  // namespace

std::vector<Ending> endings(const Till& till) {
  std::vector<Ending> found;
  const std::string folder = utf8_from_path(till.keys->folder().filename());
  const bool replaced = till.keys->next() != nullptr;
  const auto& ends = replaced ? till.keys->next_ends() : till.keys->ends();
  // The first moment of the day after its last one, in China.
  if (const auto in_force = rules_in_force(till))
    for (const policies::PackLayer& layer : in_force->pack().layers)
      if (layer.valid_until_day)
        found.push_back({Ending::What::rules, layer.id,
                         (*layer.valid_until_day + 1) * day_ms - std::int64_t{8} * 3'600'000});
  if (ends) found.push_back({Ending::What::keys, replaced ? folder + "/next" : folder, *ends});
  std::vector<std::filesystem::path> files{till.configuration.platform.ca};
  for (const WitnessAddress& witness : till.configuration.witnesses.members)
    if (std::find(files.begin(), files.end(), witness.ca) == files.end())
      files.push_back(witness.ca);
  std::error_code failed;
  for (std::filesystem::directory_iterator file(till.keys->folder(), failed), end;
       !failed && file != end; file.increment(failed))
    if (file->path().extension() == ".crt" || file->path().extension() == ".cer")
      files.push_back(file->path());
  for (const auto& file : files) {
    const auto pem = os::read_file(file, max_file);
    const auto all =
        pem ? crypto::certificate_ends(as_text(*pem)) : Result<std::vector<UtcMs>>(pem.failure());
    // A file that cannot be read is told by whoever needs it.
    if (!all || all->size() > max_certificates) continue;
    for (const UtcMs at : *all)
      found.push_back({Ending::What::certificate, utf8_from_path(file.filename()), at});
  }
  return found;
}

Json to_json(const Ending& ending, UtcMs now) {
  return {{"what", words_of(ending.what).name},
          {"name", ending.name},
          {"ends", local_text(ending.at)},
          {"days", std::max<std::int64_t>(0, ending.at - now) / day_ms}};
}

std::optional<Json> expiry_warning(const Ending& ending, UtcMs now) {
  const std::int64_t left = ending.at - now;
  if (left > warned_days * day_ms) return std::nullopt;
  const EndingWords& words = words_of(ending.what);
  // The last moment it is good for: the day somebody would name.
  const std::string day = local_date(ending.at - 1);
  const std::string name = ending.name + "(" + day + ")";
  const std::string what_zh = words.zh;
  const std::string what_en = words.en;
  const std::string how_zh = words.how_zh;
  const std::string how_en = words.how_en;
  if (left <= 0)
    return row(what_zh + "已过期:" + name + ",请马上" + how_zh,
               what_en + " ended: " + ending.name + " (" + day + "); " + how_en + " now");
  const std::string days = std::to_string(left / day_ms);
  const char* const when_zh = left <= 7 * day_ms    ? "请马上"
                              : left <= 30 * day_ms ? "请尽快"
                                                    : "请安排";
  const char* const when_en = left <= 7 * day_ms    ? " now"
                              : left <= 30 * day_ms ? " soon"
                                                    : " in time";
  return row(what_zh + "还有" + days + "天到期:" + name + "," + when_zh + how_zh,
             what_en + " end" + (words.plural ? "" : "s") + " in " + days +
                 " days: " + ending.name + " (" + day + "); " + how_en + when_en);
}

}  // namespace tillgate::checkout
