#include "ledger/tar.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace tillgate::ledger {

namespace {

using Block = std::array<char, tar_block>;

// Fields of a header: offset and length.
struct Field {
  std::size_t at;
  std::size_t length;
};
constexpr Field name_field{0, 100}, mode_field{100, 8}, uid_field{108, 8}, gid_field{116, 8},
    size_field{124, 12}, time_field{136, 12}, checksum_field{148, 8}, magic_field{257, 8},
    prefix_field{345, 155};
constexpr std::size_t type_at = 156;
constexpr std::size_t max_members = 10'000'000;

std::string text_of(const Block& header, Field field) {
  const char* const start = header.data() + field.at;
  return {start, std::find(start, start + field.length, '\0')};
}

std::optional<std::uint64_t> octal_of(const Block& header, Field field) {
  std::uint64_t value = 0;
  bool any = false;
  for (const char c : text_of(header, field)) {
    if (c == ' ') continue;
    if (c < '0' || c > '7') return std::nullopt;
    value = value * 8 + static_cast<std::uint64_t>(c - '0');
    any = true;
  }
  return any ? std::optional(value) : std::nullopt;
}

// The sum of all bytes, the checksum's own taken as spaces.
std::uint64_t checksum_of(const Block& header) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const bool own = i >= checksum_field.at && i < checksum_field.at + checksum_field.length;
    sum += own ? std::uint64_t{' '} : static_cast<unsigned char>(header[i]);
  }
  return sum;
}

std::uint64_t filled(std::uint64_t size) {
  return (size + tar_block - 1) / tar_block * tar_block;
}

enum class Step { member, skipped, end, broken };

// Reads one header and goes to the next; `at` moves behind the member.
class TarReader {
 public:
  explicit TarReader(std::istream& archive) : archive_(&archive) {
    archive_->clear();
    archive_->seekg(0, std::ios::end);
    length_ = static_cast<std::uint64_t>(archive_->tellg());
  }

  Step next(TarMember& member) {
    Block header;
    if (length_ - at_ < tar_block || at_ > length_) return Step::broken;
    archive_->seekg(static_cast<std::streamoff>(at_));
    if (!archive_->read(header.data(), tar_block)) return Step::broken;
    if (std::all_of(header.begin(), header.end(), [](char c) { return c == '\0'; }))
      return Step::end;
    const auto size = octal_of(header, size_field);
    if (!size || octal_of(header, checksum_field) != checksum_of(header)) return Step::broken;
    const char type = header[type_at];
    // Only plain files and extra headers have content.
    const bool has_content =
        type == '0' || type == '\0' || type == 'x' || type == 'g' || type == 'L' || type == 'K';
    const std::uint64_t content = has_content ? *size : 0;
    if (content > length_ || filled(content) > length_ - at_ - tar_block) return Step::broken;
    member = {named(header), at_ + tar_block, content, type == '0' || type == '\0', type == '5'};
    at_ += tar_block + filled(content);
    return type == 'x' || type == 'g' || type == 'L' || type == 'K' ? Step::skipped : Step::member;
  }
  std::uint64_t at() const { return at_; }

 private:
  static std::string named(const Block& header) {
    std::string name = text_of(header, name_field);
    if (const std::string prefix = text_of(header, prefix_field);
        !prefix.empty() && text_of(header, magic_field) == "ustar")
      name = prefix + "/" + name;
    while (name.starts_with("./")) name.erase(0, 2);
    return name;
  }

  std::istream* archive_;
  std::uint64_t length_ = 0;
  std::uint64_t at_ = 0;
};

void put(Block& header, Field field, std::string_view text) {
  std::copy(text.begin(), text.end(), header.begin() + static_cast<std::ptrdiff_t>(field.at));
}

// Octal digits with leading zeros; the last byte of the field stays zero.
void put_octal(Block& header, Field field, std::uint64_t value) {
  for (std::size_t i = field.length - 1; i-- > 0; value /= 8)
    header[field.at + i] = static_cast<char>('0' + value % 8);
}

}  // namespace

Result<std::vector<TarMember>> read_tar_index(std::istream& archive) {
  TarReader reader(archive);
  std::vector<TarMember> members;
  for (TarMember member; members.size() < max_members;) {
    switch (reader.next(member)) {
      case Step::member:
        members.push_back(member);
        break;
      case Step::skipped:
        break;
      case Step::end:
        return members;
      case Step::broken:
        return Failure{TILLGATE_E_LEDGER, "the archive is damaged or cut",
                       "byte " + std::to_string(reader.at())};
    }
  }
  return Failure{TILLGATE_E_LIMIT, "the archive holds too many files", ""};
}

UnfinishedTar read_unfinished_tar(std::istream& archive) {
  TarReader reader(archive);
  UnfinishedTar found;
  TarMember member;
  for (Step step = reader.next(member); step == Step::member || step == Step::skipped;
       step = reader.next(member))
    if (step == Step::member) found.members.push_back(member);
  found.end = reader.at();
  return found;
}

Result<Bytes> tar_header(std::string_view name, std::uint64_t size) {
  constexpr std::uint64_t max_content = (std::uint64_t{1} << 33) - 1;  // eleven octal digits
  if (name.size() > name_field.length || size > max_content)
    return Failure{TILLGATE_E_LIMIT, "too long for an archive", std::string(name)};
  Block header{};
  put(header, name_field, name);
  put_octal(header, mode_field, 0644);
  put_octal(header, uid_field, 0);
  put_octal(header, gid_field, 0);
  put_octal(header, size_field, size);
  put_octal(header, time_field, 0);
  header[type_at] = '0';
  put(header, magic_field, std::string_view("ustar\00000", 8));
  const std::uint64_t sum = checksum_of(header);
  put_octal(header, {checksum_field.at, 7}, sum);
  header[checksum_field.at + 7] = ' ';
  return Bytes(header.begin(), header.end());
}

Bytes tar_filling(std::uint64_t size) {
  return Bytes(static_cast<std::size_t>(filled(size) - size), 0);
}

Bytes tar_end() {
  return Bytes(2 * tar_block, 0);
}

}  // namespace tillgate::ledger
