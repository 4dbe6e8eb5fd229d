// What the simulated platform does with a message that passed all checks of form. One file a
// transaction.
#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/money.hpp"
#include "sdk/simulator/books.hpp"
#include "sdk/simulator/world.hpp"

namespace tillgate::simulator {

struct Message {
  std::string transaction;
  std::string id;
  const Institution* institution = nullptr;
  std::string operator_id;
  std::string insured_region;
  Json input;  // numbers as tokens
  UtcMs now = 0;
};

struct Outcome {
  bool accepted = false;
  std::string words;  // why not; or a warning
  Json output;        // numbers as decimal text
};

Outcome accept(Json output, std::string warning = "");
Outcome refuse(std::string words);

struct Context {
  const World& world;
  Books& books;
};

using Transaction = Outcome (*)(const Context&, const Message&);

Outcome sign_in(const Context& context, const Message& message);            // 9001
Outcome query_person(const Context& context, const Message& message);       // 1101
Outcome price_sale(const Context& context, const Message& message);         // 2101
Outcome settle_sale(const Context& context, const Message& message);        // 2102
Outcome cancel_settlement(const Context& context, const Message& message);  // 2103
Outcome reverse_message(const Context& context, const Message& message);    // 2601
Outcome upload_sale(const Context& context, const Message& message);        // 3505

// Null when the platform does not know the transaction.
Transaction transaction_by_number(std::string_view number);

// Members of an input that passed the field table; empty or 0 when missing.
std::string text_of(const Json& object, const char* name);
std::int64_t scaled_of(const Json& object, const char* name, int scale);

std::string yuan(Fen fen);

}  // namespace tillgate::simulator
