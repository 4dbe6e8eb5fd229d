// What the platform answers: it may be anything.
#include <array>

#include "fuzz/properties.hpp"
#include "platform/envelope.hpp"
#include "platform/field_table.hpp"
#include "platform/settings.hpp"
#include "platform/statement_file.hpp"
#include "platform/wire_json.hpp"
#include "platform/wire_time.hpp"
#include "platform/zip.hpp"

namespace tillgate::fuzz {

using namespace tillgate::platform;

namespace {

std::string broken_by_wire(std::string_view bytes) {
  const auto document = parse_wire(bytes);
  const auto plain = parse_json(bytes);
  if (plain && !document) return "JSON that the wire does not take";
  // On the wire a number keeps its characters, so it may be one that we have no value for.
  if (document && !plain && bytes.find_first_of("0123456789") == std::string_view::npos)
    return "taken on the wire and nowhere else";
  return "";
}

std::string broken_by_reply(std::string_view bytes) {
  const auto reply = read_reply(bytes, Settings{});
  if (!reply) return reply.failure().detail.size() > 2000 ? "a failure as long as the reply" : "";
  return reply->accepted || reply->words.size() <= 800 ? "" : "too many words for a screen";
}

// The first byte chooses the transaction. What was read is in the table's own words, so that it
// reads as itself.
std::string broken_by_output(std::string_view bytes) {
  static const FieldTable table = FieldTable::load().value();
  static const std::vector<std::string> transactions = table.transactions();
  if (bytes.empty()) return "";
  const std::string& transaction =
      transactions[static_cast<unsigned char>(bytes[0]) % transactions.size()];
  const auto output = parse_wire(bytes.substr(1));
  if (!output) return "";
  table.check(*output, Direction::reply, transaction, Numbers::tokens);
  const auto read = table.read(*output, transaction);
  if (!read) {
    // A reply that is no object has no place in it.
    const bool nowhere = output->is_object() && read.failure().where.empty();
    return nowhere ? "no place of what cannot be read" : "";
  }
  const auto again = table.read(*read, transaction);
  return again && *again == *read ? "" : "not read as itself";
}

std::string broken_by_statement(std::string_view bytes) {
  if (const auto rows = read_statement(bytes)) {
    const auto again = read_statement(write_statement(*rows));
    if (!again || *again != *rows) return "not read as it was written";
  }
  const auto results = read_statement_result(bytes);
  return results || !results.failure().detail.empty() ? "" : "refused without a word";
}

std::string broken_by_zip(std::string_view bytes) {
  constexpr std::size_t most = 1 << 16;
  const auto content = unzip_first(as_bytes(bytes), most);
  if (!content) return "";
  if (content->size() > most) return "longer than was allowed";
  const auto zipped = zip_of("a", *content);
  if (!zipped) return "cannot be zipped";
  const auto again = unzip_first(*zipped, most);
  return again && *again == *content ? "" : "not unzipped as it was zipped";
}

std::string broken_by_time(std::string_view bytes) {
  if (const auto at = read_time(bytes)) {
    const std::int64_t milliseconds = (*at % 1000 + 1000) % 1000;
    if (read_time(local_text(*at)) != *at - milliseconds)
      return "a time that its own text does not name";
  }
  const auto date = read_date(bytes);
  return date && !is_date(*date) ? "a date that is none" : "";
}

constexpr std::array properties = {
    Property{"wire", broken_by_wire},     Property{"reply", broken_by_reply},
    Property{"output", broken_by_output}, Property{"statement", broken_by_statement},
    Property{"zip", broken_by_zip},       Property{"time", broken_by_time},
};

}  // namespace

std::span<const Property> platform_properties() {
  return properties;
}

}  // namespace tillgate::fuzz
