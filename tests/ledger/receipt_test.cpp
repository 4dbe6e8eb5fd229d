#include "ledger/receipt.hpp"

#include <catch2/catch.hpp>

#include "ledger/till.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using test::Till;

namespace {

Receipt receipt_of(const Till& till, const Sealed& sealed) {
  const Tables tables(*till.database);
  const auto made =
      make_receipt(sealed.checkpoint, sealed.index, sealed.leaf, tables.stored_hash());
  REQUIRE(made.ok());
  return *made;
}

}  // namespace

TEST_CASE("the receipt of each sale checks offline from the text of its code") {
  Till till;
  const TrustedKeys trusted = test::trusted_keys_of(till);
  int with_proof = 0;
  for (std::uint64_t i = 0; i < 70; ++i) {
    const Receipt receipt = receipt_of(till, till.seal(test::draft_of("sale_settled", 100)));
    const std::string payload = receipt_payload(receipt);
    INFO(payload);
    CHECK(payload.size() < 500);
    const auto read = parse_receipt(payload);
    REQUIRE(read.ok());
    CHECK(read->index == i);
    CHECK(read->size == i + 1);
    CHECK(receipt_payload(*read) == payload);
    CHECK(check_receipt(*read, trusted).ok());
    if (read->inclusion) ++with_proof;
  }
  CHECK(with_proof == 70);  // none of these needs more than six hashes, which fit
}

TEST_CASE("a receipt whose proof does not fit refers to its signed checkpoint") {
  Till till;
  till.seal_many(127);  // the next is the last of 128: seven hashes
  const Receipt receipt = receipt_of(till, till.seal(test::draft_of("sale_settled", 100)));
  CHECK_FALSE(receipt.inclusion);
  CHECK(check_receipt(parse_receipt(receipt_payload(receipt)).value(), test::trusted_keys_of(till))
            .ok());
}

TEST_CASE("each character of a receipt's code is needed as it is") {
  Till till;
  till.seal_many(6);
  const TrustedKeys trusted = test::trusted_keys_of(till);
  const std::string payload =
      receipt_payload(receipt_of(till, till.seal(test::draft_of("sale_settled"))));
  for (std::size_t at = 0; at < payload.size(); ++at) {
    std::string changed = payload;
    changed[at] = changed[at] == '2' ? '3' : '2';
    INFO(changed);
    const auto read = parse_receipt(changed);
    CHECK_FALSE((read && check_receipt(*read, trusted)));
  }
  const Till stranger;
  CHECK(check_receipt(parse_receipt(payload).value(), test::trusted_keys_of(stranger))
            .failure()
            .status == TILLGATE_E_LEDGER);
}

TEST_CASE("what is no receipt is refused") {
  for (const char* text :
       {"", "TG1:", "TG2:log:0:1:AAAA", "TG1:log:1:1:AAAA", "TG1:log:0:1:AAAA", "TG1::0:1:AAAA",
        "TG1:log:00:1:AAAA", "TG1:log:0:9223372036854775808:AAAA", "TG1:log:0:1:AA+A",
        "TG1:log:0:1"}) {
    INFO(text);
    CHECK(parse_receipt(text).failure().status == TILLGATE_E_DOCUMENT);
  }
}

TEST_CASE("a receipt is made only for a record the checkpoint covers and leads to") {
  Till till;
  const Sealed sealed = till.seal(test::draft_of("gate_opened"));
  const StoredHash stored = Tables(*till.database).stored_hash();
  CHECK(make_receipt(sealed.checkpoint, 1, sealed.leaf, stored).failure().status ==
        TILLGATE_E_ARGUMENT);
  CHECK(make_receipt(sealed.checkpoint, 0, Hash{}, stored).failure().status == TILLGATE_E_LEDGER);
  Till long_name("pharmacy.example/" + std::string(300, 'x'));
  const Sealed other = long_name.seal(test::draft_of("gate_opened"));
  CHECK(make_receipt(other.checkpoint, 0, other.leaf, Tables(*long_name.database).stored_hash())
            .failure()
            .status == TILLGATE_E_LIMIT);
}

TEST_CASE("the printed receipt is Chinese first and ends with the code") {
  Till till;
  const Receipt receipt = receipt_of(till, till.seal(test::draft_of("sale_settled")));
  const std::string text = receipt_text(receipt);
  CHECK(text.starts_with("存证 Sealed record 0 / 1\n"));
  CHECK(text.ends_with("\n" + receipt_payload(receipt) + "\n"));
}
