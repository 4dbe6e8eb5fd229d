#include "policies/engine/signed_pack.hpp"

#include <algorithm>
#include <charconv>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "policies/engine/manifest.hpp"
#include "policies/engine/words.hpp"

namespace tillgate::policies {

namespace {

constexpr std::string_view note_format = "tillgate-signed-pack/1";
constexpr std::string_view empty_line = "\n\n";
constexpr std::size_t max_files = 5000;

Failure damaged(std::string what, std::string where = "pack file") {
  return {TILLGATE_E_POLICY, std::move(what), std::move(where)};
}

std::optional<std::int64_t> decimal_in(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

struct Parts {
  std::string_view note, bundle;
};

// The note has one empty line inside, before its signatures, and ends at the next one.
Result<Parts> divide(std::string_view file) {
  if (file.size() > max_pack_file_bytes) return damaged("longer than a pack may be");
  const std::size_t signatures = file.find(empty_line);
  const std::size_t end = signatures == std::string_view::npos
                              ? signatures
                              : file.find(empty_line, signatures + empty_line.size());
  if (end == std::string_view::npos || !file.starts_with(note_format))
    return damaged("not a signed rule pack");
  return Parts{file.substr(0, end + 1), file.substr(end + 2)};
}

std::string note_text(std::string_view id, std::int64_t version, const crypto::Hash& digest) {
  return std::string(note_format) + "\n" + std::string(id) + "\n" + std::to_string(version) + "\n" +
         to_hex(digest) + "\n";
}

struct Listed {
  std::string hash;
  std::size_t size = 0;
  std::string name;
};

Result<std::vector<Listed>> parse_listing(std::string_view listing) {
  std::vector<Listed> files;
  const auto lines = lines_of(listing);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].empty()) continue;
    const auto words = words_of(lines[i]);
    const auto size = words.size() == 3 ? decimal_in(words[1]) : std::nullopt;
    if (!size || words[0].size() != 64 || files.size() == max_files)
      return damaged("the listing is malformed", "listing:" + std::to_string(i + 1));
    files.push_back(
        {std::string(words[0]), static_cast<std::size_t>(*size), std::string(words[2])});
  }
  return files;
}

Result<SignedPack> read_parts(const crypto::Note& note, std::string_view bundle) {
  const auto lines = lines_of(note.text);
  SignedPack pack;
  const auto version = lines.size() >= 4 ? decimal_in(lines[2]) : std::nullopt;
  if (!version || lines[0] != note_format) return damaged("the signed text is malformed", "note");
  pack.id = lines[1];
  pack.version = *version;
  TILLGATE_TRY(files, read_bundle(bundle));
  pack.digest = pack_digest(files);
  if (note_text(pack.id, pack.version, pack.digest) != note.text)
    return damaged("the files are not those that were signed", "listing");
  pack.files = std::move(files);
  return pack;
}

Result<crypto::Note> note_of(std::string_view text) {
  auto note = crypto::parse_note(text);
  if (!note) return damaged(note.failure().detail, note.failure().where);
  return note;
}

}  // namespace

std::string write_bundle(const PackFiles& files) {
  std::string bundle = pack_listing(files) + "\n";
  for (const auto& [name, content] : files) bundle += content;
  return bundle;
}

Result<PackFiles> read_bundle(std::string_view bundle) {
  const std::size_t end = bundle.find(empty_line);
  if (end == std::string_view::npos) return damaged("the listing has no end", "listing");
  TILLGATE_TRY(listed, parse_listing(bundle.substr(0, end + 1)));
  std::string_view rest = bundle.substr(end + 2);
  PackFiles files;
  for (const Listed& one : listed) {
    if (one.size > rest.size()) return damaged("the file is cut", printable(one.name));
    const std::string_view content = rest.substr(0, one.size);
    rest.remove_prefix(one.size);
    if (to_hex(crypto::sha256(as_bytes(content))) != one.hash)
      return damaged("is not what was signed", printable(one.name));
    files[one.name] = content;
  }
  if (!rest.empty()) return damaged("there is more than was signed");
  // Names in another order or twice would be another listing.
  if (pack_listing(files) != bundle.substr(0, end + 1))
    return damaged("the listing is malformed", "listing");
  return files;
}

Result<std::string> sign_pack(const PackFiles& files, std::string_view name,
                              const std::vector<const crypto::PrivateKey*>& keys) {
  Problems problems;
  const PackLayer own = read_manifest(files, problems);
  if (!problems.empty()) return damaged(problems.front().what, problems.front().place());
  TILLGATE_TRY(note,
               crypto::sign_note(note_text(own.id, own.version, pack_digest(files)), name, keys));
  std::string file = note + "\n" + write_bundle(files);
  TILLGATE_CHECK(read_pack_file(file));  // nothing leaves that cannot come back
  return file;
}

Result<std::string> add_signatures(std::string_view file, std::string_view name,
                                   const std::vector<const crypto::PrivateKey*>& keys) {
  TILLGATE_TRY(parts, divide(file));
  TILLGATE_TRY(note, note_of(parts.note));
  TILLGATE_CHECK(read_parts(note, parts.bundle));
  std::string signed_again(parts.note);
  for (const crypto::PrivateKey* const key : keys) {
    TILLGATE_TRY(line, crypto::signature_line(name, *key, note.text));
    signed_again += line;
  }
  return signed_again + "\n" + std::string(parts.bundle);
}

Result<SignedPack> read_signed_pack(std::string_view file,
                                    const std::vector<crypto::VerifierKey>& trusted) {
  TILLGATE_TRY(parts, divide(file));
  TILLGATE_TRY(note, note_of(parts.note));
  TILLGATE_TRY(check, crypto::check_note(note, trusted));
  if (!check.bad.empty())
    return damaged("the signature does not match", trusted[check.bad.front()].name);
  if (check.good.empty()) return damaged("signed by no key that is trusted here", "note");
  TILLGATE_TRY(pack, read_parts(note, parts.bundle));
  for (const std::size_t key : check.good)
    if (!is_one_of(pack.signers, trusted[key].name)) pack.signers.push_back(trusted[key].name);
  return pack;
}

Result<SignedPack> read_pack_file(std::string_view file) {
  TILLGATE_TRY(parts, divide(file));
  TILLGATE_TRY(note, note_of(parts.note));
  return read_parts(note, parts.bundle);
}

}  // namespace tillgate::policies
