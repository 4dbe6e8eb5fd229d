// One sale at the till, from begin to its sealed outcome. Used by one thread at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "checkout/precedence.hpp"
#include "checkout/quote.hpp"
#include "checkout/sale_document.hpp"
#include "checkout/verdict.hpp"
#include "scanner/code.hpp"
#include "scanner/image/symbol.hpp"
#include "scanner/stream/code_stream.hpp"

namespace tillgate::checkout {

struct Till;
class Rules;

// Design's table of states; `reviewed` is `open` with a verdict that still fits the basket.
// authorised: the register settles it, and has not told the outcome yet.
enum class State { open, settling, authorised, settled, refused, abandoned, uncertain, reversed };
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
  // move_line.schema.json: lines the fund does not pay are paid privately (line_moving.hpp).
  Result<Json> move_line(const Json& document);
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
  // quote.hpp
  Result<Json> quote(const Deadline& deadline);
  Result<Json> settle(const Deadline& deadline);
  // authorisation.hpp: in place of settle when the register settles by itself.
  Result<Json> authorise();
  Result<Json> tell_outcome(const Json& document);
  Result<Json> abandon(const std::optional<std::string>& reason);
  // Gives a settled sale back; refund.schema.json -> refunded.schema.json.
  Result<Json> refund(const Json& document, const Deadline& deadline);
  Result<Json> show();

  const std::string& key() const { return document_.key; }
  // Held for the length of a call: what runs in the background gives way to it.
  Precedence::Call at_counter() const;
  // Gives an open sale up with the reason "closed"; does nothing to an ended one.
  Result<Done> close();

 private:
  Result<Done> require_open() const;
  // `token`: what was shown for this sale and serves no other one.
  Result<Done> note_change(const std::optional<std::string>& token = std::nullopt);
  Result<Json> not_identified(const Refusal& refusal);
  // What settle, quote and authorise all need: a verdict on this very basket that lets it pass.
  Result<Done> require_passed() const;
  // The answer, `name` false in it, when a quote of an earlier basket or a full queue of uploads
  // stands in the way; the sale stays as it is. Empty when nothing does.
  Result<std::optional<Json>> payment_refused(const char* name) const;
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
  std::optional<Quote> quote_;    // the last one; outlives the verdict it belongs to
  std::shared_ptr<Rules> rules_;  // those of the verdict; answers to it are judged by them too
  scanner::VideoReader video_;
};

}  // namespace tillgate::checkout
