#include "auditor/output.hpp"
#include "auditor/program.hpp"
#include "auditor/verbs.hpp"
#include "base/text.hpp"
#include "crypto/key_folder.hpp"

namespace tillgate::auditor {

int keygen(const KeygenOptions& options, const Streams& streams) {
  const auto folder = path_from_utf8(options.folder);
  const crypto::Passphrase passphrase = crypto::passphrase_from_environment();
  if (const auto made = crypto::KeyFolder::create(folder, options.origin, passphrase); !made)
    return report_failure(made.failure(), streams);
  const auto keys = crypto::KeyFolder::load(folder, passphrase);
  if (!keys) return report_failure(keys.failure(), streams);
  for (const crypto::VerifierKey& key : keys->public_keys())
    *streams.out << crypto::vkey_text(key.name, key.key) << "\n";
  *streams.err << "keys for " << keys->origin() << " are in " << utf8_from_path(folder)
               << "; give log.vkeys to the auditor, keep the rest secret\n";
  return exit_good;
}

}  // namespace tillgate::auditor
