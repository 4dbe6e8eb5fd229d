#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include "base/os/charset.hpp"
#include "base/time.hpp"
#include "scanner/kinds/social_card.hpp"

namespace tillgate::scanner {

namespace {

using Content = SocialCardRecord::Content;

struct RecordForm {
  std::uint8_t tag;
  std::size_t length;  // 0: any
  Content content;
};

// Files EF05 (tags 01-07) and EF06 (08-0D), and the name's extension.
constexpr auto forms = std::to_array<RecordForm>({
    {0x01, 16, Content::bytes},
    {0x02, 1, Content::text},
    {0x03, 4, Content::text},
    {0x04, 12, Content::bcd},
    {0x05, 4, Content::date},
    {0x06, 4, Content::date},
    {0x07, 9, Content::text},
    {0x08, 18, Content::text},
    {0x09, 30, Content::text},
    {0x0A, 1, Content::text},
    {0x0B, 1, Content::bcd},
    {0x0C, 3, Content::bcd},
    {0x0D, 4, Content::date},
    {0x4E, 0, Content::text},
});

std::optional<Reason> read_text(ByteView value, std::string& out) {
  const auto is_padding = [](std::uint8_t byte) {
    return byte == 0x00 || byte == 0x20 || byte == 0xFF;
  };
  while (!value.empty() && is_padding(value.back())) value = value.first(value.size() - 1);
  auto text = os::utf8_from_gb18030(value);
  if (!text) return Reason::bad_encoding;
  out = std::move(text).value();
  return {};
}

// Binary coded decimals, filled up with F at the end.
std::optional<Reason> read_bcd(ByteView value, std::string& out) {
  std::string digits = to_hex(value);
  digits.resize(digits.find_last_not_of('f') + 1);
  if (digits.find_first_not_of("0123456789") != std::string::npos) return Reason::bad_char;
  out = std::move(digits);
  return {};
}

std::optional<Reason> read_date(ByteView value, std::string& out) {
  std::string digits;
  if (const auto fault = read_bcd(value, digits)) return fault;
  if (digits.empty() || digits == "00000000") return {};
  if (digits.size() != 8) return Reason::bad_date;
  digits.insert(6, "-").insert(4, "-");
  if (!day_of_date(digits)) return Reason::bad_date;
  out = std::move(digits);
  return {};
}

std::optional<Reason> read_content(SocialCardRecord& record) {
  switch (record.content) {
    case Content::bytes:
      return {};
    case Content::text:
      return read_text(record.value, record.text);
    case Content::date:
      return read_date(record.value, record.text);
    case Content::bcd:
      return read_bcd(record.value, record.text);
  }
  return {};
}

}  // namespace

std::variant<SocialCardRecord, SocialCardFault> parse_social_card_record(
    ByteView answer, std::uint8_t expected_tag) {
  constexpr std::uint16_t success = 0x9000;
  if (answer.size() < 2) return SocialCardFault{Reason::truncated};
  const ByteView end = answer.last(2);
  const auto status_word = static_cast<std::uint16_t>(end[0] << 8 | end[1]);
  if (status_word != success) return SocialCardFault{Reason::card_status, status_word};
  const ByteView data = answer.first(answer.size() - 2);
  if (data.size() < 2) return SocialCardFault{Reason::truncated};
  if (data[0] != expected_tag) return SocialCardFault{Reason::tag_mismatch};

  SocialCardRecord record;
  record.tag = data[0];
  const ByteView value = data.subspan(2);
  const auto form = std::find_if(forms.begin(), forms.end(),
                                 [&](const RecordForm& f) { return f.tag == record.tag; });
  const bool fits = form == forms.end() || form->length == 0 || form->length == value.size();
  if (data[1] != value.size() || !fits) return SocialCardFault{Reason::bad_length};
  record.value.assign(value.begin(), value.end());
  if (form != forms.end()) record.content = form->content;
  if (const auto fault = read_content(record)) return SocialCardFault{*fault};
  return record;
}

}  // namespace tillgate::scanner
