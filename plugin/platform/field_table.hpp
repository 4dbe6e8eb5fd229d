// The platform's messages as data: which fields each has, their type, length and codes.
//
// fields/ holds codes.json and one file a transaction; a file may serve further transactions of the
// same form (`also`), and a group may have the fields of a group that stands in an earlier file
// (`fields_of`). The client holds its own requests to the
// table before they leave, the simulator holds every request and its own replies to it; replies are
// read tolerantly elsewhere (reply_node.hpp).
//
// A message here is a document whose numbers stand as decimal text ("27.60", what we build and
// store) or as number tokens (wire_json.hpp, what came over the wire); Numbers says which is
// expected.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "platform/region.hpp"

namespace tillgate::platform {

enum class Direction { request, reply };
enum class Numbers { decimal_text, tokens };

// What a lost reply leaves behind: nothing, or a change at the platform that may or may not have
// happened.
enum class Effect { none, changes };

// What the table says about a transaction as a whole.
struct TransactionFacts {
  Effect effect = Effect::changes;
  bool raw_reply = false;  // the reply is the bytes of a file, without an envelope
  bool bare = false;       // request and reply have no envelope around them
};

// One thing wrong with a message. No value is quoted: it may be personal data.
struct Finding {
  std::string path;    // such as drugdetail[2].pric
  std::string reason;  // such as "longer than 30 characters"
};

struct Field;

class FieldTable {
 public:
  // The table this module carries.
  static Result<FieldTable> load();
  // From other files; TILLGATE_E_INTERNAL names the file and row that cannot be used.
  static Result<FieldTable> load(std::span<const embedded::File> files);

  FieldTable(FieldTable&&) noexcept;
  FieldTable& operator=(FieldTable&&) noexcept;
  ~FieldTable();

  // What a region spells or bounds otherwise. TILLGATE_E_CONFIG names a change of a field that the
  // table does not have.
  Result<Done> change(const std::vector<FieldChange>& changes);

  bool knows(std::string_view transaction) const;
  // Empty when the transaction is not known.
  std::optional<TransactionFacts> facts(std::string_view transaction) const;
  // Every one that is known, in order; the envelope is none.
  std::vector<std::string> transactions() const;

  // A list of codes and what each means, by the list's name or by the name of a field that is held
  // to it; empty when there is none.
  const std::map<std::string, std::string>& codes(const std::string& name) const;

  // Everything wrong with the input or output of a transaction, or with a whole envelope
  // ("envelope", which does not look into `input` and `output`). Empty text counts as missing.
  // Fields are named in the order of the table, unknown ones last.
  std::vector<Finding> check(const Json& message, Direction direction, std::string_view transaction,
                             Numbers numbers) const;

  // The output of a transaction in the table's own words, read as widely as regions write: numbers
  // as text or text as numbers, null, names in camelCase or without underscores, one object for a
  // list or a list of one for an object, an object as JSON text, times in all the ways wire_time
  // knows. Fields the table does not know are left out, and so are empty ones. In the result
  // numbers stand as decimal text with all their places. TILLGATE_E_PLATFORM names a field whose
  // value cannot be read; a missing field is no failure here.
  Result<Json> read(const Json& output, std::string_view transaction) const;

  // The input of a transaction as a region wrote it, under the table's own names again.
  Json with_own_names(Json input, std::string_view transaction) const;

  // The envelope, or a message without one, as it goes over the wire: fields the table calls
  // numbers are written as JSON numbers with all their places, whatever stands for them in the
  // document. Never fails on a document that passed check().
  std::string write(const Json& envelope, Direction direction, std::string_view transaction) const;

 private:
  struct Messages;
  explicit FieldTable(std::unique_ptr<Messages> messages);
  const Field* message(Direction direction, std::string_view transaction) const;
  std::unique_ptr<Messages> messages_;
};

}  // namespace tillgate::platform
