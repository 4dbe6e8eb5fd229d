#include "platform/zip.hpp"

#include <zlib.h>

#include <limits>
#include <optional>

namespace tillgate::platform {

namespace {

constexpr std::uint32_t local_signature = 0x04034b50;
constexpr std::uint32_t central_signature = 0x02014b50;
constexpr std::uint32_t end_signature = 0x06054b50;
constexpr std::size_t local_size = 30;
constexpr std::size_t central_size = 46;
constexpr std::size_t end_size = 22;
constexpr std::size_t longest_comment = 65'535;
constexpr unsigned stored = 0;
constexpr unsigned deflated = 8;
constexpr unsigned utf8_name = 0x0800;
constexpr unsigned encrypted = 0x0001;
constexpr int raw_window = -15;  // deflate data without zlib's own header

Failure unreadable(const char* why) {
  return {TILLGATE_E_PLATFORM, std::string("the platform's file cannot be unpacked: ") + why, ""};
}

void put(Bytes& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

// Little-endian; the caller has checked that it lies inside.
std::uint32_t get(ByteView bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value |= std::uint32_t{bytes[at + i]} << (8 * i);
  return value;
}

Result<Bytes> deflated_bytes(std::string_view content) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, raw_window, 8, Z_DEFAULT_STRATEGY) !=
      Z_OK)
    return Failure{TILLGATE_E_INTERNAL, "zlib could not start", ""};
  Bytes out(deflateBound(&stream, static_cast<uLong>(content.size())));
  const ByteView in = as_bytes(content);
  stream.next_in = const_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  const int ended = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (ended != Z_STREAM_END) return Failure{TILLGATE_E_INTERNAL, "zlib could not compress", ""};
  return out;
}

// The length the archive tells is a promise: one byte more and the archive is refused.
Result<std::string> inflated(ByteView data, std::size_t length) {
  std::string out(length + 1, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, raw_window) != Z_OK)
    return Failure{TILLGATE_E_INTERNAL, "zlib could not start", ""};
  stream.next_in = const_cast<Bytef*>(data.data());
  stream.avail_in = static_cast<uInt>(data.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int ended = inflate(&stream, Z_FINISH);
  const std::size_t written = stream.total_out;
  inflateEnd(&stream);
  if (ended != Z_STREAM_END || written != length) return unreadable("its content is damaged");
  out.resize(length);
  return out;
}

std::uint32_t checksum(std::string_view content) {
  const ByteView bytes = as_bytes(content);
  return static_cast<std::uint32_t>(crc32(0, bytes.data(), static_cast<uInt>(bytes.size())));
}

// The fields the local header and the central directory share, from "version needed" to the length
// of the name.
void put_member(Bytes& out, std::string_view name, std::string_view content, std::size_t packed) {
  put(out, 20, 2);
  put(out, utf8_name, 2);
  put(out, deflated, 2);
  put(out, 0x5A210000, 4);  // 2025-01-01 00:00: the same content gives the same archive
  put(out, checksum(content), 4);
  put(out, static_cast<std::uint32_t>(packed), 4);
  put(out, static_cast<std::uint32_t>(content.size()), 4);
  put(out, static_cast<std::uint32_t>(name.size()), 2);
  put(out, 0, 2);
}

std::optional<std::size_t> end_record(ByteView archive) {
  if (archive.size() < end_size) return std::nullopt;
  const std::size_t last = archive.size() - end_size;
  const std::size_t first = last > longest_comment ? last - longest_comment : 0;
  for (std::size_t at = last + 1; at-- > first;)
    if (get(archive, at, 4) == end_signature) return at;
  return std::nullopt;
}

}  // namespace

Result<Bytes> zip_of(std::string_view name, std::string_view content) {
  if (content.size() > std::numeric_limits<std::int32_t>::max() || name.size() > 255)
    return Failure{TILLGATE_E_LIMIT, "a file for the platform is too long", ""};
  TILLGATE_TRY(data, deflated_bytes(content));
  Bytes out;
  put(out, local_signature, 4);
  put_member(out, name, content, data.size());
  const ByteView name_bytes = as_bytes(name);
  out.insert(out.end(), name_bytes.begin(), name_bytes.end());
  out.insert(out.end(), data.begin(), data.end());
  const auto directory = static_cast<std::uint32_t>(out.size());
  put(out, central_signature, 4);
  put(out, 20, 2);
  put_member(out, name, content, data.size());
  put(out, 0, 2);  // comment
  put(out, 0, 2);  // disk
  put(out, 0, 2);
  put(out, 0, 4);
  put(out, 0, 4);  // place of the local header
  out.insert(out.end(), name_bytes.begin(), name_bytes.end());
  const auto directory_size = static_cast<std::uint32_t>(out.size()) - directory;
  put(out, end_signature, 4);
  put(out, 0, 4);
  put(out, 1, 2);
  put(out, 1, 2);
  put(out, directory_size, 4);
  put(out, directory, 4);
  put(out, 0, 2);
  return out;
}

Result<std::string> unzip_first(ByteView archive, std::size_t max_bytes) {
  const auto end = end_record(archive);
  if (!end) return unreadable("it has no end");
  const std::size_t central = get(archive, *end + 16, 4);
  if (central > *end || *end - central < central_size ||
      get(archive, central, 4) != central_signature)
    return unreadable("it has no directory");
  const unsigned flags = get(archive, central + 8, 2);
  const unsigned method = get(archive, central + 10, 2);
  const std::size_t packed = get(archive, central + 20, 4);
  const std::size_t length = get(archive, central + 24, 4);
  const std::size_t local = get(archive, central + 42, 4);
  if ((flags & encrypted) != 0 || (method != stored && method != deflated))
    return unreadable("it is packed in a way that is not known");
  if (length > max_bytes) return unreadable("it is too long");
  if (local > central || central - local < local_size || get(archive, local, 4) != local_signature)
    return unreadable("it has no content");
  const std::size_t data =
      local + local_size + get(archive, local + 26, 2) + get(archive, local + 28, 2);
  if (data > central || central - data < packed) return unreadable("its content is cut");

  const ByteView content = archive.subspan(data, packed);
  if (method == stored && packed != length) return unreadable("its content is damaged");
  TILLGATE_TRY(text, method == stored ? Result<std::string>(std::string(as_text(content)))
                                      : inflated(content, length));
  if (checksum(text) != get(archive, central + 16, 4)) return unreadable("its check sum is wrong");
  return text;
}

}  // namespace tillgate::platform
