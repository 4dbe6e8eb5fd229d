// Verbs about a pack as one signed file: pack, sign, show.
#include <fstream>

#include "auditor/key_access.hpp"
#include "auditor/verbs.hpp"
#include "base/bytes.hpp"
#include "base/os/file.hpp"
#include "base/text.hpp"
#include "policies/cli/verbs.hpp"
#include "policies/engine/lint.hpp"
#include "policies/engine/signed_pack.hpp"

namespace tillgate::policies {

namespace {

Result<crypto::KeyFolder> signing_keys(const SignOptions& options, const Streams& streams) {
  return auditor::load_keys(options.keys, {streams.out, streams.err});
}

// Both keys sign: Ed25519 for open tools, SM2 for what China asks for.
std::vector<const crypto::PrivateKey*> both(const crypto::KeyFolder& keys) {
  return {&keys.ed25519().key, &keys.sm2().key};
}

Result<Done> write(const std::string& name, std::string_view content) {
  return os::write_file_durably(path_from_utf8(name), as_bytes(content), os::FileMode::readable);
}

Result<std::string> packed(const SignOptions& options, const Streams& streams) {
  TILLGATE_TRY(files, read_pack_folder(path_from_utf8(options.input)));
  std::optional<Pack> above;
  if (!options.above.empty()) {
    TILLGATE_TRY(loaded, load_packs({options.above, ""}));
    above = std::move(loaded);
  }
  // What has problems is not worth a signature.
  TILLGATE_TRY(report, lint(files, above ? &*above : nullptr));
  if (!report.problems.empty())
    return Failure{TILLGATE_E_POLICY, report.problems.front().what,
                   report.problems.front().place()};
  TILLGATE_TRY(keys, signing_keys(options, streams));
  TILLGATE_TRY(file, sign_pack(files, keys.origin(), both(keys)));
  TILLGATE_CHECK(write(options.output, file));
  return to_hex(pack_digest(files));
}

Result<std::string> signed_too(const SignOptions& options, const Streams& streams) {
  TILLGATE_TRY(content, os::read_file(path_from_utf8(options.input), max_pack_file_bytes,
                                      TILLGATE_E_POLICY));
  TILLGATE_TRY(keys, signing_keys(options, streams));
  TILLGATE_TRY(file, add_signatures(as_text(content), keys.origin(), both(keys)));
  TILLGATE_CHECK(write(options.output.empty() ? options.input : options.output, file));
  return keys.origin();
}

Result<Done> unpack(const SignedPack& pack, const std::string& folder) {
  for (const auto& [name, content] : pack.files) {
    // Names come from a file: nothing may climb out of the folder.
    const auto relative = path_from_utf8(name);
    if (relative.is_absolute() || name.find("..") != std::string::npos)
      return Failure{TILLGATE_E_POLICY, "a file of the pack has no name of its own", name};
    const auto path = path_from_utf8(folder) / relative;
    TILLGATE_CHECK(os::create_folder(path.parent_path()));
    TILLGATE_CHECK(os::write_file_durably(path, as_bytes(content), os::FileMode::readable));
  }
  return Done{};
}

Result<SignedPack> read_file_of(const ShowPackOptions& options) {
  TILLGATE_TRY(content,
               os::read_file(path_from_utf8(options.file), max_pack_file_bytes, TILLGATE_E_POLICY));
  if (options.keys.empty()) return read_pack_file(as_text(content));
  TILLGATE_TRY(trusted, crypto::KeyFolder::load_public(path_from_utf8(options.keys)));
  return read_signed_pack(as_text(content), trusted);
}

}  // namespace

int pack_folder(const SignOptions& options, const Streams& streams) {
  const auto digest = packed(options, streams);
  if (!digest) return cannot(digest.failure(), streams);
  *streams.out << options.output << ": " << *digest << "\n";
  return all_right;
}

int sign_file(const SignOptions& options, const Streams& streams) {
  const auto name = signed_too(options, streams);
  if (!name) return cannot(name.failure(), streams);
  *streams.out << "signed by " << *name << "\n";
  return all_right;
}

int show_pack(const ShowPackOptions& options, const Streams& streams) {
  const auto pack = read_file_of(options);
  if (!pack) return cannot(pack.failure(), streams);
  if (!options.unpack.empty())
    if (const auto done = unpack(*pack, options.unpack); !done)
      return cannot(done.failure(), streams);
  *streams.out << pack->id << " " << pack->version << "\n" << to_hex(pack->digest) << "\n";
  for (const std::string& signer : pack->signers) *streams.out << "signed by " << signer << "\n";
  if (options.keys.empty()) *streams.out << "signatures were not checked: give --trust\n";
  for (const auto& [name, content] : pack->files)
    *streams.out << name << " " << content.size() << "\n";
  return all_right;
}

}  // namespace tillgate::policies
