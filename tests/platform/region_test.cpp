// Four ways regions speak: client and simulator understand each other in each, and in no other.
#include <catch2/catch.hpp>

#include "base/bytes.hpp"
#include "crypto/base64.hpp"
#include "crypto/mac.hpp"
#include "crypto/sm4.hpp"
#include "platform/client.hpp"
#include "platform/counting_ids.hpp"
#include "platform/envelope_seal.hpp"
#include "platform/till.hpp"
#include "platform/wire_json.hpp"
#include "sdk/simulator/platform.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::platform;

namespace {

Region example(const std::string& name) {
  const auto file =
      std::filesystem::path(TILLGATE_SOURCE_DIR) / "sdk" / "regions" / (name + ".json");
  return region_of(Json::parse(test::read_file(file)));
}

// Also the SM4 key of one of them.
const std::string application = "TILLGATE-SAMPLE1";

const std::vector<std::string> names = {"x-tif", "csb", "apikey", "oauth2-sm4"};

// What was sent, answered by the simulator without a network.
class Line final : public Transport {
 public:
  explicit Line(simulator::Platform& there) : there_(there) {}
  Result<HttpReply> post(const HttpRequest& request, const Deadline&) override {
    sent.push_back(request);
    simulator::SignedRequest told;
    for (const std::string& line : request.headers) {
      const std::size_t colon = line.find(": ");
      std::string name = line.substr(0, colon);
      for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      told.headers[name] = line.substr(colon + 2);
    }
    told.application = told.headers["x-tif-paasid"];
    told.timestamp = told.headers["x-tif-timestamp"];
    told.nonce = told.headers["x-tif-nonce"];
    told.signature = told.headers["x-tif-signature"];
    told.path = request.url.substr(request.url.find('/', 8));
    const simulator::HttpAnswer answer = there_.answer(told, request.body);
    return HttpReply{answer.status, answer.body};
  }
  std::vector<HttpRequest> sent;

 private:
  simulator::Platform& there_;
};

enum class Signing { yes, no };

struct Province {
  Province(const Region& theirs, const Region& ours, Signing signing = Signing::yes) {
    auto world = simulator::World::load(std::filesystem::path(TILLGATE_SOURCE_DIR) / "sdk" /
                                        "simulator" / "world" / "sample.json")
                     .value();
    world.speak(theirs);
    auto key = crypto::PrivateKey::generate(crypto::Algorithm::sm2_sm3).value();
    world.first_institution().sm2_public = to_hex(key.public_key().encoded());
    world.first_institution().application = application;
    there = std::make_unique<simulator::Platform>(
        std::move(world), simulator::Books::open({}).value(), FieldTable::load().value(), clock);
    Settings settings = test::sample_settings();
    settings.application = application;
    settings.manner = ours;
    if (signing == Signing::yes)
      settings.signer = std::make_shared<const crypto::PrivateKey>(std::move(key));
    auto transport = std::make_unique<Line>(*there);
    line = transport.get();
    client = Client::create(settings, std::move(transport), clock, ids);
  }

  // Signs in, shows a person, settles and uploads; "ok" or what went wrong.
  std::string work() {
    if (!client) return client.failure().where;
    const Deadline deadline = Deadline::in(clock, 5'000);
    const auto sign_in = (*client)->sign_in({"C001", "收银员甲"}, deadline);
    if (!sign_in) return sign_in.failure().detail;
    const Session session{{"C001", "收银员甲"}, std::get<SignIn>(*sign_in).number};
    if (!(*client)->query_person(test::sample_settlement().credential, session, deadline))
      return "1101";
    SettlementRequest request = test::sample_settlement();
    request.lines[0].codes = {"89900890000000000011", "89900890000000000028"};
    const auto settled =
        (*client)->settle(request, (*client)->next_message_id().value(), session, deadline);
    if (!settled) return settled.failure().detail + " " + settled.failure().where;
    if (const auto* no = std::get_if<Refusal>(&*settled)) return no->reason;
    const auto document = (*client)->sale_upload_input(test::sample_upload());
    if (!document) return document.failure().where;
    const auto uploaded = (*client)->upload("3505", *document, session, deadline);
    if (!uploaded) return uploaded.failure().detail;
    if (const auto* no = std::get_if<Refusal>(&*uploaded)) return no->reason;
    return "ok";
  }

  test::FixedClock clock;
  test::CountingIds ids;
  std::unique_ptr<simulator::Platform> there;
  Line* line = nullptr;
  Result<std::unique_ptr<Client>> client = Failure{};
};

}  // namespace

TEST_CASE("a till of the region is understood in each of four ways") {
  for (const std::string& name : names) {
    INFO(name);
    Province province(example(name), example(name));
    CHECK(province.work() == "ok");
  }
}

TEST_CASE("a till that speaks another region's way is not let in") {
  for (const std::string& theirs : names)
    for (const std::string& ours : names) {
      if (theirs == ours) continue;
      INFO(theirs << " hears " << ours);
      Province province(example(theirs), example(ours));
      CHECK(province.work() != "ok");
    }
}

TEST_CASE("addresses, spellings and trace codes go out as the region has them") {
  Province by_number(example("apikey"), example("apikey"));
  REQUIRE(by_number.work() == "ok");
  const auto& sent = by_number.line->sent;
  CHECK(sent[0].url == "https://platform.test/fsi/9001");
  CHECK(sent[0].headers == std::vector<std::string>{"apikey: sample-secret-never-used-for-real"});
  const Json settlement = Json::parse(sent[2].body);
  CHECK(settlement["input"]["drug_trac_info"].size() == 2);
  CHECK(settlement["input"]["drug_trac_info"][0]["drug_trac_codg"] == "89900890000000000011");
  const Json upload = Json::parse(sent[3].body);
  CHECK(upload["input"]["selinfo"].contains("MDTRT_SETL_TYPE"));
  CHECK_FALSE(upload["input"]["selinfo"].contains("mdtrt_setl_type"));

  Province by_path(example("csb"), example("csb"));
  REQUIRE(by_path.work() == "ok");
  CHECK(by_path.line->sent[0].url ==
        "https://platform.test/fsi/fsi/api/signInSignOutService/signIn");
  CHECK(by_path.line->sent[2].url == "https://platform.test/fsi/2102");
}

TEST_CASE("a bearer token is fetched once and used until it ends") {
  Province province(example("oauth2-sm4"), example("oauth2-sm4"));
  REQUIRE(province.work() == "ok");
  CHECK(province.line->sent.size() == 5);
  CHECK(province.line->sent[0].url == "https://platform.test/auth/oauth/token");
  province.clock.advance(3'600'000);
  province.work();
  int tokens = 0;
  for (const HttpRequest& request : province.line->sent)
    tokens += request.url.ends_with("/auth/oauth/token") ? 1 : 0;
  CHECK(tokens == 2);
}

TEST_CASE("an encrypted message without the till's signature is not taken") {
  Province province(example("oauth2-sm4"), example("oauth2-sm4"), Signing::no);
  CHECK(province.work() != "ok");
}

TEST_CASE("an encrypted envelope opens to what was sealed, and to nothing under another key") {
  const auto key = crypto::PrivateKey::generate(crypto::Algorithm::sm2_sm3).value();
  const std::string written = R"({"infno":"2102","input":{"amount":27.60,"name":"药"}})";
  const std::string sealed = seal_envelope(written, "input", application, &key).value();
  Json envelope = parse_wire(sealed).value();
  CHECK(envelope["enc_type"] == "SM4");
  CHECK(envelope["signtype"] == "SM2");
  CHECK(envelope["input"].is_string());
  CHECK(sealed.find("27.60") == std::string::npos);

  Json opened = envelope;
  REQUIRE(open_envelope(opened, "input", application, &key.public_key()).ok());
  CHECK(opened["input"] == parse_wire(written).value()["input"]);
  Json other = envelope;
  CHECK_FALSE(open_envelope(other, "input", "another-name-of-16", nullptr).ok());
  const auto stranger = crypto::PrivateKey::generate(crypto::Algorithm::sm2_sm3).value();
  Json unsigned_by_us = envelope;
  CHECK_FALSE(open_envelope(unsigned_by_us, "input", application, &stranger.public_key()).ok());
  CHECK(seal_envelope(written, "input", "short", nullptr).failure().status == TILLGATE_E_CONFIG);
}

TEST_CASE("SM4 and HMAC-SHA1 give what their standards print") {
  // GB/T 32907 example 1; the padding makes a second block.
  const Bytes key = from_hex("0123456789abcdeffedcba9876543210").value();
  const Bytes encrypted = crypto::sm4_ecb_encrypt(key, key).value();
  CHECK(to_hex(ByteView(encrypted).first(16)) == "681edf34d206965e86b3e94f536e4246");
  CHECK(crypto::sm4_ecb_decrypt(key, encrypted).value() == key);
  // RFC 2202 case 2.
  CHECK(to_hex(crypto::hmac_sha1(as_bytes("Jefe"), as_bytes("what do ya want for nothing?"))
                   .value()) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
}

TEST_CASE("a region that changes a field nobody knows is refused") {
  Region region;
  region.fields = {{"3505", "selinfo.nothing", "X", {}, {}}};
  Settings settings = test::sample_settings();
  settings.manner = region;
  test::FakePlatform nobody;
  test::FixedClock clock;
  test::CountingIds ids;
  const auto client =
      Client::create(settings, std::make_unique<test::FakeTransport>(nobody), clock, ids);
  REQUIRE_FALSE(client.ok());
  CHECK(client.failure().status == TILLGATE_E_CONFIG);
  CHECK(client.failure().where == "3505 selinfo.nothing");
}
