// One sale at the till, from begin to its sealed outcome. Used by one thread at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "checkout/sale_document.hpp"
#include "checkout/verdict.hpp"
#include "scanner/code.hpp"
#include "scanner/image/symbol.hpp"
#include "scanner/stream/code_stream.hpp"

namespace tillgate::checkout {

struct Till;

// Design's table of states; `reviewed` is `open` with a verdict that still fits the basket.
enum class State { open, settling, settled, refused, abandoned, uncertain, reversed };
const char* state_name(State state);
std::optional<State> state_of(std::string_view name);

class Sale {
 public:
  Sale(Till& till, SaleDocument document, State state, std::optional<Json> outcome);
  ~Sale();
  Sale(const Sale&) = delete;
  Sale& operator=(const Sale&) = delete;

  Result<Json> identify(const Json& document, const Deadline& deadline);
  Result<Json> set_line(const Json& document);
  Result<Json> remove_line(std::int64_t number);
  Result<Json> scan(ByteView bytes);
  struct Image {
    ByteView pixels;  // height rows, row_bytes apart
    int width, height, row_bytes;
  };
  Result<Json> scan_image(const Image& image, const Deadline& deadline);
  Result<Json> scan_frame(const Image& image, const Deadline& deadline);
  // A pharmacist says what an unknown code stands for, from now on.
  Result<Json> learn(const Json& document);
  Result<Json> attach_prescription(const Json& document);
  Result<Json> review();
  Result<Json> override_finding(const Json& document);
  Result<Json> settle(const Deadline& deadline);
  Result<Json> abandon(const std::optional<std::string>& reason);
  // Gives a settled sale back; refund.schema.json -> refunded.schema.json.
  Result<Json> refund(const Json& document, const Deadline& deadline);
  Result<Json> show();

  const std::string& key() const { return document_.key; }
  // Gives an open sale up with the reason "closed"; does nothing to an ended one.
  Result<Done> close();

 private:
  Result<Done> require_open() const;
  Result<Done> note_change();
  // The word of a pharmacist counts when they are on duty here and say why.
  Result<Done> check_approval(const std::string& pharmacist, const std::string& where,
                              const std::string& reason) const;
  Result<Json> judge();
  Result<Json> take_codes(const std::vector<scanner::Code>& codes, CodeSource source);
  Result<Json> take_picture(const scanner::Reading& reading);

  Till& till_;
  SaleDocument document_;
  State state_;
  std::optional<Json> outcome_;
  std::optional<Verdict> verdict_;
  scanner::VideoReader video_;
};

}  // namespace tillgate::checkout
