// The platform's messages as data: which fields each has, their type, length and codes.
//
// fields/ holds one file a transaction and codes.json. The client holds its own requests to the
// table before they leave, the simulator holds every request and its own replies to it; replies are
// read tolerantly elsewhere (reply_node.hpp).
//
// A message here is a document whose numbers stand as decimal text ("27.60", what we build and
// store) or as number tokens (wire_json.hpp, what came over the wire); Numbers says which is
// expected.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace tillgate::platform {

enum class Direction { request, reply };
enum class Numbers { decimal_text, tokens };

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

  bool knows(std::string_view transaction) const;

  // Everything wrong with the input or output of a transaction, or with a whole envelope
  // ("envelope", which does not look into `input` and `output`). Empty text counts as missing.
  // Fields are named in the order of the table, unknown ones last.
  std::vector<Finding> check(const Json& message, Direction direction, std::string_view transaction,
                             Numbers numbers) const;

  // The envelope as it goes over the wire: fields the table calls numbers are written as JSON
  // numbers with all their places, whatever stands for them in the document. Never fails on a
  // document that passed check().
  std::string write(const Json& envelope, Direction direction, std::string_view transaction) const;

 private:
  struct Messages;
  explicit FieldTable(std::unique_ptr<Messages> messages);
  const Field* message(Direction direction, std::string_view transaction) const;
  std::unique_ptr<Messages> messages_;
};

}  // namespace tillgate::platform
