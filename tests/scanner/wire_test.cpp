#include "scanner/image/wire.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace tillgate;
using namespace tillgate::scanner;

namespace {

Reading symbols_of_a_box() {
  Reading reading;
  reading.symbols.push_back(
      {Symbology::code128, "]C0", {'8', '9'}, "89", {Point{0, 1}, {2, 3}, {4, 5}, {-6, 7}}, 17});
  reading.symbols.push_back({Symbology::data_matrix, "]d2", {0xFF, 0x1D}, "", {}, 1});
  reading.disputed = 3;
  return reading;
}

Bytes payload_of(const Reading& reading) {
  const Bytes answer = wire::encode_answer(reading);
  return Bytes(answer.begin() + wire::answer_header_size, answer.end());
}

}  // namespace

TEST_CASE("a request is understood by the other side") {
  const auto header = wire::encode_request({1280, 720, 1500, Effort::frame, Libraries::sturdy});
  const auto request = wire::decode_request(header);
  REQUIRE(request.ok());
  CHECK(request->width == 1280);
  CHECK(request->height == 720);
  CHECK(request->budget_ms == 1500);
  CHECK(request->effort == Effort::frame);
  CHECK(request->libraries == Libraries::sturdy);
  auto other = header;
  other[3] = '1';
  CHECK_FALSE(wire::decode_request(other).ok());
  for (const std::size_t choice : {16u, 17u}) {
    other = header;
    other[choice] = 2;
    CHECK_FALSE(wire::decode_request(other).ok());
  }
  CHECK_FALSE(wire::decode_request(wire::encode_request({0, 5, 1})).ok());
  CHECK_FALSE(wire::decode_request(wire::encode_request({8192, 8192, 1})).ok());
  CHECK(wire::decode_request(wire::encode_request({8192, 4096, 1})).ok());
}

TEST_CASE("an answer is understood by the other side") {
  const Bytes answer = wire::encode_answer(symbols_of_a_box());
  const auto length =
      wire::decode_answer_header(std::span(answer).first<wire::answer_header_size>());
  REQUIRE(length.ok());
  CHECK(*length == answer.size() - wire::answer_header_size);
  const auto reading = wire::decode_answer(payload_of(symbols_of_a_box()));
  REQUIRE(reading.ok());
  CHECK(reading->symbols == symbols_of_a_box().symbols);
  CHECK(reading->disputed == 3);
}

TEST_CASE("a payload cut anywhere, or longer than its symbols, is a failure") {
  const Bytes payload = payload_of(symbols_of_a_box());
  for (std::size_t length = 0; length < payload.size(); ++length) {
    INFO(length);
    CHECK(wire::decode_answer(ByteView(payload).first(length)).failure().status ==
          TILLGATE_E_DECODER);
  }
  Bytes longer = payload;
  longer.push_back(0);
  CHECK_FALSE(wire::decode_answer(longer).ok());
}

TEST_CASE("symbols that cannot be are a failure") {
  const Bytes good = payload_of(symbols_of_a_box());
  const auto changed = [&](std::size_t at, std::uint8_t value) {
    Bytes bytes = good;
    bytes[at] = value;
    return wire::decode_answer(bytes).ok();
  };
  CHECK(changed(0, 2));
  CHECK_FALSE(changed(0, 3));
  CHECK_FALSE(changed(0, 65));
  CHECK_FALSE(changed(6, symbology_count));
  CHECK_FALSE(changed(7, 'C'));
  CHECK_FALSE(changed(14 + 32 + 3, 0x80));
  CHECK_FALSE(changed(14 + 32 + 4 + 2 + 4, 0xFF));
}

TEST_CASE("random payloads are refused or give sound symbols") {
  std::mt19937 random(11);
  const Bytes good = payload_of(symbols_of_a_box());
  for (int round = 0; round < 20'000; ++round) {
    Bytes bytes = good;
    for (auto changes = 1 + random() % 4; changes > 0; --changes)
      bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
    const auto reading = wire::decode_answer(bytes);
    if (!reading) continue;
    for (const Symbol& symbol : reading->symbols) REQUIRE(symbol.aim.front() == ']');
  }
}

TEST_CASE("more than an answer may hold is left out") {
  Reading reading;
  for (std::uint8_t i = 0; i < 100; ++i)
    reading.symbols.push_back({Symbology::qr, "]Q1", {i}, std::string(1, 'a'), {}, 1});
  CHECK(wire::decode_answer(payload_of(reading))->symbols.size() == wire::max_symbols);
  reading.symbols[0].bytes.resize(wire::max_payload);
  CHECK(wire::decode_answer(payload_of(reading))->symbols.front().bytes == Bytes{1});
}
