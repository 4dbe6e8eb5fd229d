// Social security card 社会保障卡: its numbers, the records a contact reader returns (files EF05
// and EF06 of the card's application) and the line of the common reader middleware. Personal data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/bytes.hpp"
#include "scanner/reason.hpp"

namespace tillgate::scanner {

struct SocialCardNumber {
  std::string number;
  // Whether the last character is the check of GB 11714; that it should be is seen, not documented.
  bool check_fits = false;
};

// Nine capital letters and digits, the last one a digit or X. Checks in this order: EMPTY,
// BAD_CHAR, BAD_LENGTH, BAD_STRUCTURE.
Parsed<SocialCardNumber> parse_social_card_number(std::string_view text);

struct SocialCardId {
  std::string area;  // 6 digits
  std::string rest;  // 16 hexadecimal digits
};

// Card identification code 卡识别码: area, the application provider D156000005, 16; 32 capital
// hexadecimal digits. Checks in this order: EMPTY, BAD_CHAR, BAD_LENGTH, BAD_REGION, BAD_STRUCTURE.
Parsed<SocialCardId> parse_social_card_id(std::string_view text);

struct SocialCardRecord {
  std::uint8_t tag = 0;
  Bytes value;
  std::string
      text;  // characters; for a date YYYY-MM-DD, for BCD its digits; empty when not written
  enum class Content { bytes, text, date, bcd } content = Content::bytes;
};

struct SocialCardFault {
  Reason reason = Reason::truncated;
  std::uint16_t status_word = 0;  // with CARD_STATUS: what the card said instead
};

// The answer to READ RECORD: tag, length, value, status word. Checks in this order: TRUNCATED,
// CARD_STATUS (a status word other than 9000), TRUNCATED, TAG_MISMATCH, BAD_LENGTH, then the
// content: BAD_CHAR, BAD_DATE, BAD_ENCODING (names are GB 18030).
std::variant<SocialCardRecord, SocialCardFault> parse_social_card_record(ByteView answer,
                                                                         std::uint8_t expected_tag);

// What the common reader middleware tells of a card.
struct SocialCardLine {
  std::string area;         // 6 digits
  std::string person;       // 18 characters: a resident number, or one of those built like it
  std::string card_number;  // 9
  std::string card_id;      // 32
  std::string name;
  std::string version;  // "2.00"
  std::string issued;   // YYYY-MM-DD
  std::string expires;  // YYYY-MM-DD, empty when it is not written on the card
  bool expired = false;
};

// Eleven fields, each closed by a bar: area, number, card number, card id, name, reset answer,
// version, issued, expires, terminal, device. `today` is a day number of base/time.hpp. Checks in
// this order: EMPTY, TRUNCATED, BAD_STRUCTURE (count), those of the card id, BAD_REGION (area),
// BAD_STRUCTURE (version), NEED_PSAM (third generation, read without authentication) or
// BAD_STRUCTURE, BAD_CHECK (number), those of the card number, BAD_CHAR, BAD_DATE.
Parsed<SocialCardLine> parse_social_card_line(std::string_view text, std::int64_t today);

}  // namespace tillgate::scanner
