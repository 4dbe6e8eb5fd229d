// TillGate 收银闸 for C++17: the C header with handles that close themselves, answers as strings
// and errors as exceptions. Header only; link libtillgate.
//
//   tillgate::Gate gate("config.json");
//   tillgate::Sale sale =
//   gate.begin(R"({"key":"R0001","operator":{"id":"C001","name":"收银员甲"}})"); sale.identify(…);
//   sale.set_line(…); sale.scan("89900180000000000001\r"); std::string verdict = sale.review(); //
//   JSON; a refused sale is an answer too std::string outcome = sale.settle();          // hand
//   over when it says "settled":true
//
// Threads as in tillgate.h: sales of one gate may run in parallel, calls on one object must not.
// Documents and answers are JSON texts in UTF-8; read them with the JSON library of your choice.
#ifndef TILLGATE_HPP
#define TILLGATE_HPP

#include <tillgate/tillgate_draft.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

namespace tillgate {

// A grey picture; `first` is height rows of width bytes, row_bytes apart.
struct Pixels {
  const std::uint8_t* first;
  std::int32_t width, height, row_bytes;
};

// There is no answer. what() is the status name and the Chinese text.
class Error : public std::runtime_error {
 public:
  Error(std::int32_t status, std::string document)
      : std::runtime_error(std::string(tillgate_status_name(status)) + ": " + texts(status).zh),
        status_(status),
        document_(std::move(document)) {}

  std::int32_t status() const { return status_; }  // TILLGATE_E_…
  const char* name() const { return tillgate_status_name(status_); }
  // GO_ON, FIX_CALL, RETRY, ASK_CASHIER or CALL_SERVICE: what the till must do.
  const char* caller() const { return texts(status_).caller; }
  const char* zh() const { return texts(status_).zh; }
  const char* next_zh() const { return texts(status_).next_zh; }
  const char* en() const { return texts(status_).en; }
  // error.schema.json with detail and place, for the log; empty when there was no handle to ask.
  const std::string& document() const { return document_; }

 private:
  struct Texts {
    std::int32_t number;
    const char *caller, *en, *zh, *next_zh;
  };
  static const Texts& texts(std::int32_t status) {
#define TILLGATE_ROW(name, number, caller, en, zh, next) {number, #caller, en, zh, next},
    static const Texts all[] = {
        TILLGATE_STATUS_LIST(TILLGATE_ROW){0, "CALL_SERVICE", "?", "?", "?"}};
#undef TILLGATE_ROW
    const Texts* text = all;
    while (text->number != status && text != std::end(all) - 1) ++text;
    return *text;
  }

  std::int32_t status_;
  std::string document_;
};

namespace detail {

// A text of unknown length: once into a buffer that usually fits, again when it did not.
template <class Fetch>
std::string fetched(Fetch fetch) {
  std::string text(4096, '\0');
  for (;;) {
    auto size = static_cast<std::int32_t>(text.size());
    const std::int32_t status = fetch(&text[0], &size);
    if (status == TILLGATE_OK) return text.substr(0, static_cast<std::size_t>(size) - 1);
    if (status != TILLGATE_E_ROOM) return std::string();
    text.resize(static_cast<std::size_t>(size));
  }
}

[[noreturn]] inline void fail(std::int32_t handle, std::int32_t status) {
  throw Error(status, fetched([=](char* answer, std::int32_t* size) {
                return tillgate_last_error(handle, answer, size);
              }));
}

template <class Call>
std::string ask(std::int32_t handle, Call call) {
  std::string text(16384, '\0');
  auto size = static_cast<std::int32_t>(text.size());
  const std::int32_t status = call(&text[0], &size);
  if (status == TILLGATE_E_ROOM)  // it took effect; only its answer is fetched again
    return fetched(
        [=](char* answer, std::int32_t* room) { return tillgate_answer(handle, answer, room); });
  if (status != TILLGATE_OK) fail(handle, status);
  text.resize(static_cast<std::size_t>(size) - 1);
  return text;
}

}  // namespace detail

}  // namespace tillgate

#include "tillgate/calls.hpp"

namespace tillgate {

// One sale. Going out of scope closes it: still open, it is given up and sealed.
class Sale : public SaleCalls {
 public:
  Sale(Sale&& other) noexcept
      : SaleCalls(std::exchange(other.handle_, 0)), begun_(std::move(other.begun_)) {}
  Sale& operator=(Sale&& other) noexcept {
    std::swap(handle_, other.handle_);
    std::swap(begun_, other.begun_);
    return *this;
  }
  ~Sale() {
    if (handle_ != 0) tillgate_sale_close(handle_, 5000);
  }

  // The sale as it was found when it began: the same key again finds the same sale.
  const std::string& begun() const { return begun_; }
  std::int32_t handle() const { return handle_; }

  void close(std::int32_t deadline_ms = 5000) {
    const std::int32_t handle = std::exchange(handle_, 0);
    if (handle == 0) return;
    const std::int32_t status = tillgate_sale_close(handle, deadline_ms);
    if (status == TILLGATE_E_BUSY || status == TILLGATE_E_ARGUMENT) handle_ = handle;  // not closed
    if (status != TILLGATE_OK) detail::fail(handle, status);
  }

 private:
  friend class Gate;
  Sale(std::int32_t handle, std::string begun) : SaleCalls(handle), begun_(std::move(begun)) {}
  std::string begun_;
};

// An opened till. Going out of scope closes it, and with it the sales that are still open.
class Gate : public GateCalls {
 public:
  explicit Gate(const std::string& config_path, std::int32_t deadline_ms = 5000) : GateCalls(0) {
    std::string text(65536, '\0');
    auto size = static_cast<std::int32_t>(text.size());
    const std::int32_t status =
        tillgate_open(config_path.c_str(), deadline_ms, &handle_, &text[0], &size);
    if (status == TILLGATE_E_ROOM && handle_ != 0) {
      const std::int32_t handle = handle_;
      text = detail::fetched(
          [=](char* answer, std::int32_t* room) { return tillgate_answer(handle, answer, room); });
    } else {
      text.resize(text.find('\0'));
      if (status != TILLGATE_OK) throw Error(status, text);
    }
    opened_ = std::move(text);
  }
  Gate(Gate&& other) noexcept
      : GateCalls(std::exchange(other.handle_, 0)), opened_(std::move(other.opened_)) {}
  Gate& operator=(Gate&& other) noexcept {
    std::swap(handle_, other.handle_);
    std::swap(opened_, other.opened_);
    return *this;
  }
  ~Gate() {
    if (handle_ != 0) tillgate_close(handle_, 20000);
  }

  const std::string& opened() const { return opened_; }  // the status document of the opening
  std::int32_t handle() const { return handle_; }

  Sale begin(const std::string& document, std::int32_t deadline_ms = 5000) const {
    std::int32_t sale = 0;
    std::string text(16384, '\0');
    auto size = static_cast<std::int32_t>(text.size());
    const std::int32_t status =
        tillgate_sale_begin(handle_, document.c_str(), deadline_ms, &sale, &text[0], &size);
    if (status != TILLGATE_OK && status != TILLGATE_E_ROOM) detail::fail(handle_, status);
    Sale begun(sale, std::string());
    begun.begun_ = detail::fetched(
        [=](char* answer, std::int32_t* room) { return tillgate_answer(sale, answer, room); });
    return begun;
  }

  void close(std::int32_t deadline_ms = 20000) {
    const std::int32_t handle = std::exchange(handle_, 0);
    if (handle == 0) return;
    const std::int32_t status = tillgate_close(handle, deadline_ms);
    if (status == TILLGATE_E_BUSY || status == TILLGATE_E_ARGUMENT) handle_ = handle;  // not closed
    if (status != TILLGATE_OK) detail::fail(handle, status);
  }

 private:
  std::string opened_;
};

inline std::string version() {
  return tillgate_version();
}

}  // namespace tillgate

#endif
