// What the simulated platform does with a message that passed all checks of form. One file a
// transaction.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/money.hpp"
#include "platform/field_table.hpp"
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
  std::string words;                // why not; or a warning
  Json output;                      // numbers as decimal text
  std::optional<std::string> file;  // bytes that go out in place of an envelope
};

Outcome accept(Json output, std::string warning = "");
Outcome refuse(std::string words);

struct Context {
  const World& world;
  Books& books;
  const platform::FieldTable& fields;
};

using Transaction = Outcome (*)(const Context&, const Message&);

Outcome sign_in(const Context& context, const Message& message);            // 9001
Outcome sign_out(const Context& context, const Message& message);           // 9002
Outcome query_person(const Context& context, const Message& message);       // 1101
Outcome price_sale(const Context& context, const Message& message);         // 2101
Outcome settle_sale(const Context& context, const Message& message);        // 2102
Outcome cancel_settlement(const Context& context, const Message& message);  // 2103
Outcome reverse_message(const Context& context, const Message& message);    // 2601
Outcome upload_goods(const Context& context, const Message& message);       // 3501-3506, 3505A…
Outcome delete_goods(const Context& context, const Message& message);       // 3507, 3507A
Outcome query_goods(const Context& context, const Message& message);        // 3508-3513
Outcome decode_credential(const Context& context, const Message& message);  // 1162
Outcome query_institution(const Context& context, const Message& message);  // 1201
Outcome list_catalogue(const Context& context, const Message& message);     // 1301-1303
Outcome query_catalogue(const Context& context, const Message& message);    // 1312, 1316-1319
Outcome query_dictionary(const Context& context, const Message& message);   // 1901
Outcome map_items(const Context& context, const Message& message);          // 3301
Outcome unmap_item(const Context& context, const Message& message);         // 3302
Outcome check_benefits(const Context& context, const Message& message);     // 2001
Outcome query_chronic(const Context& context, const Message& message);      // 5301
Outcome audit_sale(const Context& context, const Message& message);         // 3101, 3102
Outcome compare_totals(const Context& context, const Message& message);     // 3201
Outcome compare_details(const Context& context, const Message& message);    // 3202
Outcome query_settlement(const Context& context, const Message& message);   // 5203
Outcome query_fee_lines(const Context& context, const Message& message);    // 5204
Outcome store_file(const Context& context, const Message& message);         // 9101
Outcome fetch_file(const Context& context, const Message& message);         // 9102
// The e-prescription centre.
Outcome authorise_prescriptions(const Context& context, const Message& message);  // 7201
Outcome decode_prescription(const Context& context, const Message& message);      // 7203
Outcome download_prescription(const Context& context, const Message& message);    // 7204
Outcome verify_prescription(const Context& context, const Message& message);      // 7205
Outcome review_prescription(const Context& context, const Message& message);      // 7206
Outcome dispense_prescription(const Context& context, const Message& message);    // 7207
Outcome take_back_prescription(const Context& context, const Message& message);   // 7208
// ec.query, cn.nhsa.qrcode.get, cn.nhsa.ec.auth, cn.nhsa.auth.check: the whole reply.
Outcome decode_locally(const Context& context, const Message& message);

// Null when the platform does not know the transaction.
Transaction transaction_by_number(std::string_view number);

// Members of an input that passed the field table; empty or 0 when missing.
std::string text_of(const Json& object, const char* name);
std::int64_t scaled_of(const Json& object, const char* name, int scale);
// Quantities have this many decimal places on the wire.
inline constexpr int quantity_places = 4;

std::string yuan(Fen fen);

// Every value of a row as text, groups left out.
Json plain_row(const Json& row);
// Keeps a file for a 9102; its number.
std::string keep_file(const Context& context, const Message& message, const std::string& name,
                      std::string_view content);
// The rows baseinfo, insuinfo and idetinfo of a 1101, and the note that the credential was shown.
Json identify(const Context& context, const Message& message, const Person& person,
              const Credential& shown);

}  // namespace tillgate::simulator
