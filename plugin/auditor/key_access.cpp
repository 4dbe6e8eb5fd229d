#include "auditor/key_access.hpp"

#include <memory>

#include "auditor/verbs.hpp"
#include "base/os/terminal.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "crypto/secret_key.hpp"

namespace tillgate::auditor {

namespace {

// What was typed, for the one run of the program: a key folder has several encrypted files.
class Typed {
 public:
  Typed() = default;
  Typed(const Typed&) = delete;
  Typed& operator=(const Typed&) = delete;
  ~Typed() {
    if (line) crypto::wipe(*line);
  }
  std::optional<std::string> line;
};

}  // namespace

Result<crypto::NewPair> new_pair(const PairOptions& options) {
  crypto::NewPair pair;
  if (options.valid_days)
    pair.valid_until = date_of_day(local_day(SystemClock().now()) + *options.valid_days);
  if (options.token_module.empty() != options.token.empty())
    return Failure{TILLGATE_E_ARGUMENT, "a token needs both its module and its label",
                   "--token-module, --token"};
  if (options.token.empty()) return pair;
  pair.token = crypto::TokenPlace{path_from_utf8(options.token_module), options.token, {}};
  // Another program, started elsewhere, reads the name.
  std::error_code failed;
  if (!options.pin_file.empty())
    pair.token->pin_file = std::filesystem::absolute(path_from_utf8(options.pin_file), failed);
  return pair;
}

Result<crypto::Passphrase> passphrase_for(const KeyOptions& keys, const Streams& streams) {
  if (!keys.passphrase_file.empty())
    return crypto::passphrase_from_file(path_from_utf8(keys.passphrase_file));
  const crypto::Passphrase environment = crypto::passphrase_from_environment();
  if (auto set = environment()) {
    crypto::wipe(*set);
    return environment;
  }
  if (streams.progress == nullptr || !crypto::KeyFolder::is_encrypted(path_from_utf8(keys.folder)))
    return crypto::Passphrase();
  return crypto::Passphrase([typed = std::make_shared<Typed>(), folder = keys.folder] {
    if (!typed->line)
      typed->line =
          os::ask_without_echo("passphrase of the keys 密钥口令, " + printable(folder) + ": ");
    return typed->line;
  });
}

Result<crypto::Passphrase> ask_for_new_passphrase() {
  const auto typed = std::make_shared<Typed>();
  Typed again;
  typed->line = os::ask_without_echo("new passphrase for the keys 新口令: ");
  if (typed->line) again.line = os::ask_without_echo("the same again 再输一次: ");
  if (!typed->line || typed->line->empty())
    return Failure{TILLGATE_E_KEY, "no passphrase was typed; no key was made", ""};
  if (typed->line != again.line)
    return Failure{TILLGATE_E_KEY, "the two passphrases differ; no key was made", ""};
  return crypto::Passphrase([typed] { return typed->line; });
}

Result<crypto::KeyFolder> load_keys(const KeyOptions& keys, const Streams& streams) {
  TILLGATE_TRY(passphrase, passphrase_for(keys, streams));
  auto loaded = crypto::KeyFolder::load(path_from_utf8(keys.folder), passphrase);
  if (!loaded) return with_next_step(std::move(loaded).failure());
  return loaded;
}

Failure with_next_step(Failure failure) {
  if (failure.status == TILLGATE_E_KEY && failure.detail.find("passphrase") != std::string::npos)
    failure.detail +=
        "; give the right one 请提供正确口令: --passphrase-file FILE, the environment variable "
        "TILLGATE_KEY_PASSPHRASE, or at a terminal when asked";
  return failure;
}

}  // namespace tillgate::auditor
