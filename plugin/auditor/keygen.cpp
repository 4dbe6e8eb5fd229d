#include "auditor/output.hpp"
#include "auditor/program.hpp"
#include "auditor/verbs.hpp"
#include "base/text.hpp"
#include "crypto/key_folder.hpp"

namespace tillgate::auditor {

namespace {

void print_public(const std::vector<crypto::VerifierKey>& keys, const Streams& streams) {
  for (const crypto::VerifierKey& key : keys)
    *streams.out << crypto::vkey_text(key.name, key.key) << "\n";
}

Result<Done> make_keys(const KeygenOptions& options, const Streams& streams) {
  const auto folder = path_from_utf8(options.keys.folder);
  TILLGATE_TRY(passphrase, options.ask_passphrase ? ask_for_new_passphrase()
                                                  : passphrase_for(options.keys, streams));
  TILLGATE_TRY(pair, new_pair(options.pair));
  TILLGATE_CHECK(crypto::KeyFolder::create(folder, options.origin, passphrase, pair));
  TILLGATE_TRY(keys, crypto::KeyFolder::load(folder, passphrase));
  print_public(keys.public_keys(), streams);
  *streams.err << "keys for " << keys.origin() << " are in " << utf8_from_path(folder)
               << "; give log.vkeys to the auditor, keep the rest secret\n";
  return Done{};
}

Result<Done> make_next_keys(const RotateOptions& options, const Streams& streams) {
  const auto folder = path_from_utf8(options.keys.folder);
  TILLGATE_TRY(passphrase, passphrase_for(options.keys, streams));
  TILLGATE_TRY(pair, new_pair(options.pair));
  if (auto made = crypto::KeyFolder::prepare_rotation(folder, passphrase, pair); !made)
    return with_next_step(std::move(made).failure());
  const auto vkeys = folder / "next" / "log.vkeys";
  TILLGATE_TRY(next, crypto::KeyFolder::load_public(vkeys));
  print_public(next, streams);
  *streams.err
      << "the next keys are made; the till announces them in its log when it is opened "
         "next, signs with both for 30 days and then with these alone. Give "
      << utf8_from_path(vkeys)
      << " to the auditor now\n"
         "新密钥已生成:下次开机时写入日志,30天内新旧同时签名,之后只用新密钥;请现在把公钥文件交给"
         "稽核人员\n";
  return Done{};
}

}  // namespace

int keygen(const KeygenOptions& options, const Streams& streams) {
  const auto made = make_keys(options, streams);
  return made ? exit_good : report_failure(made.failure(), streams);
}

int rotate(const RotateOptions& options, const Streams& streams) {
  const auto made = make_next_keys(options, streams);
  return made ? exit_good : report_failure(made.failure(), streams);
}

}  // namespace tillgate::auditor
