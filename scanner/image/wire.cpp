#include "scanner/image/wire.hpp"

#include <algorithm>
#include <string_view>

#include "base/text.hpp"

namespace tillgate::scanner::wire {

namespace {

constexpr std::string_view request_mark = "TGS2";
constexpr std::string_view answer_mark = "TGA2";
constexpr std::size_t aim_length = 3;

class Writer {
 public:
  explicit Writer(Bytes& out) : out_(out) {}
  void number(std::uint32_t value, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i)
      out_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  }
  void raw(ByteView bytes) { out_.insert(out_.end(), bytes.begin(), bytes.end()); }
  void counted(ByteView bytes) {
    number(static_cast<std::uint32_t>(bytes.size()), 4);
    raw(bytes);
  }

 private:
  Bytes& out_;
};

// Reading past the end gives zeros and leaves broken() true.
class Reader {
 public:
  explicit Reader(ByteView bytes) : rest_(bytes) {}
  bool broken() const { return broken_; }
  bool at_end() const { return rest_.empty(); }

  ByteView raw(std::size_t size) {
    if (size > rest_.size()) {
      broken_ = true;
      return {};
    }
    const ByteView out = rest_.first(size);
    rest_ = rest_.subspan(size);
    return out;
  }
  std::uint32_t number(std::size_t bytes) {
    std::uint32_t value = 0;
    const ByteView raw_bytes = raw(bytes);
    for (std::size_t i = 0; i < raw_bytes.size(); ++i)
      value |= std::uint32_t{raw_bytes[i]} << (8 * i);
    return value;
  }
  ByteView counted() { return raw(number(4)); }

 private:
  ByteView rest_;
  bool broken_ = false;
};

Failure not_understood(const char* what) {
  return {TILLGATE_E_DECODER, std::string("the image decoder's stream is out of step: ") + what,
          ""};
}

void write_symbol(const Symbol& symbol, Writer& out) {
  out.number(static_cast<std::uint32_t>(symbol.symbology), 1);
  out.raw(as_bytes(symbol.aim));
  out.number(symbol.quality, 4);
  for (const Point& corner : symbol.corners) {
    out.number(static_cast<std::uint32_t>(corner.x), 4);
    out.number(static_cast<std::uint32_t>(corner.y), 4);
  }
  out.counted(symbol.bytes);
  out.counted(as_bytes(symbol.text));
}

Symbol read_symbol(Reader& in) {
  Symbol symbol;
  symbol.symbology = static_cast<Symbology>(in.number(1));
  symbol.aim = as_text(in.raw(aim_length));
  symbol.quality = in.number(4);
  for (Point& corner : symbol.corners) {
    corner.x = static_cast<std::int32_t>(in.number(4));
    corner.y = static_cast<std::int32_t>(in.number(4));
  }
  const ByteView bytes = in.counted();
  symbol.bytes.assign(bytes.begin(), bytes.end());
  symbol.text = as_text(in.counted());
  return symbol;
}

bool is_sound(const Symbol& symbol) {
  return static_cast<std::uint8_t>(symbol.symbology) < symbology_count &&
         symbol.aim.size() == aim_length && symbol.aim.front() == ']' && is_utf8(symbol.text);
}

}  // namespace

bool Request::within_limits() const {
  return width >= 1 && width <= max_side && height >= 1 && height <= max_side &&
         std::size_t{width} * height <= max_pixels;
}

std::array<std::uint8_t, request_size> encode_request(const Request& request) {
  Bytes bytes;
  Writer out(bytes);
  out.raw(as_bytes(request_mark));
  out.number(request.width, 4);
  out.number(request.height, 4);
  out.number(request.budget_ms, 4);
  out.number(static_cast<std::uint32_t>(request.effort), 1);
  out.number(static_cast<std::uint32_t>(request.libraries), 1);
  std::array<std::uint8_t, request_size> header{};
  std::copy(bytes.begin(), bytes.end(), header.begin());
  return header;
}

Result<Request> decode_request(std::span<const std::uint8_t, request_size> header) {
  Reader in(header);
  if (as_text(in.raw(request_mark.size())) != request_mark) return not_understood("no request");
  Request request;
  request.width = in.number(4);
  request.height = in.number(4);
  request.budget_ms = in.number(4);
  const std::uint32_t effort = in.number(1);
  const std::uint32_t libraries = in.number(1);
  if (effort > 1 || libraries > 1) return not_understood("unknown effort or libraries");
  request.effort = static_cast<Effort>(effort);
  request.libraries = static_cast<Libraries>(libraries);
  if (!request.within_limits()) return not_understood("picture beyond the limits");
  return request;
}

Bytes encode_answer(const Reading& reading) {
  Bytes symbols;
  Writer symbol_out(symbols);
  std::uint32_t count = 0;
  for (const Symbol& symbol : reading.symbols) {
    const std::size_t before = symbols.size();
    if (count == max_symbols || !is_sound(symbol)) continue;
    write_symbol(symbol, symbol_out);
    if (symbols.size() > max_payload / 2) {
      symbols.resize(before);
      continue;
    }
    ++count;
  }
  Bytes bytes;
  Writer out(bytes);
  out.raw(as_bytes(answer_mark));
  out.number(static_cast<std::uint32_t>(2 + 4 + symbols.size()), 4);
  out.number(count, 2);
  out.number(reading.disputed, 4);
  out.raw(symbols);
  return bytes;
}

Result<std::size_t> decode_answer_header(std::span<const std::uint8_t, answer_header_size> header) {
  Reader in(header);
  if (as_text(in.raw(answer_mark.size())) != answer_mark) return not_understood("no answer");
  const std::size_t length = in.number(4);
  if (length > max_payload) return not_understood("answer too long");
  return length;
}

Result<Reading> decode_answer(ByteView payload) {
  Reader in(payload);
  Reading reading;
  const std::size_t count = in.number(2);
  reading.disputed = in.number(4);
  if (in.broken() || count > max_symbols) return not_understood("number of symbols");
  for (std::size_t i = 0; i < count; ++i) {
    Symbol symbol = read_symbol(in);
    if (in.broken() || !is_sound(symbol)) return not_understood("a symbol");
    reading.symbols.push_back(std::move(symbol));
  }
  if (!in.at_end()) return not_understood("bytes after the last symbol");
  return reading;
}

}  // namespace tillgate::scanner::wire
