#include "platform/field_table.hpp"

#include <catch2/catch.hpp>

#include "platform/field_path.hpp"
#include "platform/wire_json.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::platform;
using test::indexed;
using test::pointer;

namespace {

const FieldTable& table() {
  static const FieldTable loaded = FieldTable::load().value();
  return loaded;
}

// A row of vectors/platform/fields.json.
struct Row {
  std::string message;
  Direction direction;
  std::string path;
  std::string type;
  std::size_t max;
  std::size_t scale;
  int required;  // 0 no, 1 yes, 2 under a condition the sample fulfils
};

std::vector<Row> rows() {
  std::vector<Row> all;
  for (const Json& r : test::read_json_data("vectors/platform/fields.json"))
    all.push_back({r[0], r[1] == "request" ? Direction::request : Direction::reply, r[2], r[3],
                   r[4], r[5], r[6]});
  return all;
}

// A message with every field of the vector filled in.
Json sample(const Row& row) {
  const std::string text = test::read_data("samples/platform/" + row.message + ".json");
  return parse_wire(text).value()[row.direction == Direction::request ? "request" : "reply"];
}

Json token(const std::string& characters) {
  return parse_wire(characters).value();
}

std::string repeated(const char* character, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += character;
  return text;
}

std::vector<Finding> findings_with(const Row& row, const Json& value) {
  Json message = sample(row);
  message[pointer(row.path)] = value;
  return table().check(message, row.direction, row.message, Numbers::tokens);
}

void check_only_finding(const Row& row, const Json& value, const std::string& reason) {
  const auto findings = findings_with(row, value);
  INFO(row.message << " " << row.path << " expected to be " << reason);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].path == indexed(row.path));
  CHECK(findings[0].reason == reason);
}

bool has_codes(const Row& row) {
  const auto findings = findings_with(row, "?");
  return findings.size() == 1 && findings[0].reason == "not one of the codes";
}

}  // namespace

TEST_CASE("a message with every known field filled in is in order") {
  for (const char* message : {"envelope", "9001", "1101", "2101", "2102", "2103", "2601", "3505"})
    for (const Direction direction : {Direction::request, Direction::reply}) {
      const Json whole = sample({message, direction, "", "", 0, 0, 0});
      if (whole.is_null() || whole.empty()) continue;
      INFO(message);
      const auto findings = table().check(whole, direction, message, Numbers::tokens);
      CHECK((findings.empty() ? "" : findings[0].path + " " + findings[0].reason) == "");
    }
}

TEST_CASE("a required field that is missing, null or empty is found by its path") {
  int required = 0;
  for (const Row& row : rows()) {
    if (row.type == "object") continue;
    for (const Json& nothing : {Json(nullptr), Json("")}) {
      const auto findings = findings_with(row, nothing);
      INFO(row.message << " " << row.path);
      if (row.required == 0) {
        CHECK(findings.empty());
      } else {
        REQUIRE(findings.size() == 1);
        CHECK(findings[0].path == indexed(row.path));
        CHECK(findings[0].reason == "missing");
        ++required;
      }
    }
  }
  CHECK(required > 200);
}

TEST_CASE("a field required under a condition may be missing when the condition does not hold") {
  const struct {
    const char* message;
    const char* condition;
    const char* otherwise;
    const char* field;
  } cases[] = {{"1101", "data.mdtrt_cert_type", "02", "data.card_sn"},
               {"2102", "drugdetail[].rx_circ_flag", "0", "drugdetail[].rxno"},
               {"3505", "selinfo.mdtrt_setl_type", "2", "selinfo.setl_id"}};
  for (const auto& c : cases) {
    INFO(c.message);
    Json message = sample({c.message, Direction::request, "", "", 0, 0, 0});
    message[pointer(c.condition)] = c.otherwise;
    message[pointer(c.field)] = "";
    CHECK(table().check(message, Direction::request, c.message, Numbers::tokens).empty());
  }
}

TEST_CASE("a text may fill its length in characters and not one more") {
  for (const Row& row : rows()) {
    if (row.type != "text" || row.max == 0 || has_codes(row)) continue;
    INFO(row.message << " " << row.path);
    CHECK(findings_with(row, repeated("药", row.max)).empty());
    check_only_finding(row, repeated("药", row.max + 1),
                       "longer than " + std::to_string(row.max) + " characters");
  }
}

TEST_CASE("a value of the wrong type is found by its path") {
  for (const Row& row : rows()) {
    if (row.type == "object") {
      check_only_finding(row, "text", "not an object");
    } else if (row.type == "number") {
      check_only_finding(row, "1", "not a number");
      check_only_finding(row, true, "not a number");
      check_only_finding(row, token("1e1"), "not a plain decimal number");
    } else {
      check_only_finding(row, token("1"), "not text");
      check_only_finding(row, Json::array({"1"}), "not text");
    }
  }
}

TEST_CASE("a number keeps to its decimals and digits") {
  for (const Row& row : rows()) {
    if (row.type != "number") continue;
    const std::size_t digits = row.max - row.scale;
    const std::string whole = repeated("9", digits);
    const std::string widest = row.scale == 0 ? whole : whole + "." + repeated("9", row.scale);
    INFO(row.message << " " << row.path);
    CHECK(findings_with(row, token(widest)).empty());
    CHECK(findings_with(row, token("-" + widest)).empty());
    check_only_finding(row, token("9" + widest),
                       "more than " + std::to_string(digits) + " digits before the point");
    check_only_finding(row, token(row.scale == 0 ? "1.5" : "1." + repeated("0", row.scale) + "1"),
                       "more than " + std::to_string(row.scale) + " decimals");
  }
}

TEST_CASE("a date or time that is not one of the calendar is found by its path") {
  for (const Row& row : rows()) {
    if (row.type == "date") {
      for (const char* bad : {"2026-02-29", "2026-1-1", "20260101", "2026-01-01 00:00:00"})
        check_only_finding(row, bad, "not a date yyyy-MM-dd");
    } else if (row.type == "time") {
      for (const char* bad : {"2026-01-01", "2026-01-0100:00:00", "2026-01-01T00:00:00",
                              "2026-01-01 24:00:00", "2026-13-01 00:00:00", "2026-01-01 00:00:0x"})
        check_only_finding(row, bad, "not a time yyyy-MM-dd HH:mm:ss");
    }
  }
}

TEST_CASE("a code outside its list is found by its path") {
  int lists = 0;
  for (const Row& row : rows()) lists += row.type == "text" && has_codes(row) ? 1 : 0;
  CHECK(lists > 30);
}

TEST_CASE("an unknown field is found by its path at every level") {
  for (const Row& row : rows()) {
    Json message = sample(row);
    message[pointer(row.path + "x")] = "1";
    const auto findings = table().check(message, row.direction, row.message, Numbers::tokens);
    INFO(row.message << " " << row.path);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].path == indexed(row.path) + "x");
    CHECK(findings[0].reason == "unknown field");
  }
}

TEST_CASE("a missing group, a group of the wrong shape and an unknown transaction are found") {
  const auto first = [](const char* transaction, const char* input) {
    const auto findings =
        table().check(parse_wire(input).value(), Direction::request, transaction, Numbers::tokens);
    return findings.empty() ? std::string() : findings[0].path + " " + findings[0].reason;
  };
  CHECK(first("9001", "{}") == "signIn missing");
  CHECK(first("9001", R"({"signIn":[]})") == "signIn not an object");
  CHECK(first("9001", "[]") == " not an object");
  CHECK(first("2601", R"({"data":"x"})") == "data not an object");
  CHECK(first("2102", R"({"druginfo":{},"drugdetail":{}})").starts_with("druginfo.psn_no missing"));
  CHECK(first("9999", "{}") == "9999 unknown transaction");

  Json no_lines = sample({"2102", Direction::request, "", "", 0, 0, 0});
  for (const Json& lines : {Json(Json::array()), Json::object(), Json(Json::array({"x"}))}) {
    no_lines["drugdetail"] = lines;
    CHECK(table().check(no_lines, Direction::request, "2102", Numbers::tokens).size() == 1);
  }
}

TEST_CASE("an input longer than the envelope allows is found") {
  Json envelope = sample({"envelope", Direction::request, "", "", 0, 0, 0});
  envelope["input"] = {{"data", std::string(40'000, 'x')}};
  const auto findings = table().check(envelope, Direction::request, "envelope", Numbers::tokens);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].path == "input");
}

TEST_CASE("text that is not UTF-8 is found before it can reach the wire") {
  Json message = sample({"2601", Direction::request, "", "", 0, 0, 0});
  message["data"]["psn_no"] = "\xB8\xDF";
  const auto findings = table().check(message, Direction::request, "2601", Numbers::tokens);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].reason == "not UTF-8");
}

TEST_CASE("amounts are written as JSON numbers with all their places, text stays text") {
  const Json envelope = {
      {"infno", "2102"},
      {"input",
       {{"druginfo", {{"medfee_sumamt", "27.6"}, {"acct_used_flag", "1"}}},
        {"drugdetail", Json::array({{{"cnt", "2"}, {"pric", "13.80"}, {"rxno", "0012"}}})}}}};
  CHECK(table().write(envelope, Direction::request, "2102") ==
        R"({"infno":"2102","input":{"drugdetail":[{"cnt":2.0000,"pric":13.800000,"rxno":"0012"}],)"
        R"("druginfo":{"acct_used_flag":"1","medfee_sumamt":27.60}}})");
}

TEST_CASE("a field table that contradicts itself is refused and names the place") {
  const struct {
    const char* content;
    const char* place;
  } cases[] = {
      {R"({"request": []})", "1.json "},
      {R"({"request": {}, "reply": []})", "1.json "},
      {R"({"request": ["x"], "reply": []})", "1.json "},
      {R"({"request": [{"path": "a", "type": "word"}], "reply": []})", "1.json a"},
      {R"({"request": [{"path": "a.b", "type": "text"}], "reply": []})", "1.json a.b"},
      {R"({"request": [{"path": "a", "type": "array"}], "reply": []})", "1.json a"},
      {R"({"request": [{"path": "a", "type": "text"}, {"path": "a", "type": "text"}], "reply": []})",
       "1.json a"},
      {R"({"request": [{"path": "a", "type": "text", "codes": "none"}], "reply": []})", "1.json a"},
      {R"({"request": [{"path": "a", "type": "number", "max": 2, "scale": 4}], "reply": []})",
       "1.json a"},
      {R"({"request": [], "reply": [{"path": "", "type": "text"}]})", "1.json "},
  };
  for (const auto& c : cases) {
    INFO(c.content);
    const embedded::File files[] = {{"codes.json", R"({"flag": {"0": "no"}})"},
                                    {"1.json", c.content}};
    const auto loaded = FieldTable::load(files);
    REQUIRE_FALSE(loaded.ok());
    CHECK(loaded.failure().where == c.place);
  }
  const embedded::File bad_codes[] = {{"codes.json", R"({"flag": []})"}};
  CHECK_FALSE(FieldTable::load(bad_codes).ok());
  const embedded::File not_json[] = {{"1.json", "{"}};
  CHECK_FALSE(FieldTable::load(not_json).ok());
}
