// A sale at the counter, step by step, with its card. Scenario files and the keyboard both drive
// it.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sdk/register/card.hpp"
#include "sdk/register/library.hpp"

namespace reg {

class Counter {
 public:
  Counter(const Library& library, tillgate_gate gate, Cards& cards, Json cashier)
      : library_(library), gate_(gate), cards_(cards), operator_(std::move(cashier)) {}
  ~Counter();
  Counter(const Counter&) = delete;
  Counter& operator=(const Counter&) = delete;

  // What the shop has on its shelves: SKU to price_fen and batch. Lines that name neither get them
  // from here.
  void set_stock(Json stock) { stock_ = std::move(stock); }
  // The printer: each receipt becomes a text file of this folder, named by its sale. A real one
  // prints the text, and the payload as a QR code.
  void set_printer(std::filesystem::path folder) { printer_ = std::move(folder); }

  // Begins the next sale; one that is still open is closed first.
  void begin(const std::string& key, const std::string& title);
  bool selling() const { return sale_ != 0; }

  void identify(const Json& credential);
  void line(Json line);
  void remove_line(std::int32_t line);
  // The customer pays for lines; the cashier is filled in.
  void move_line(Json document);
  void scan(const std::string& bytes);
  void scan_picture(const std::filesystem::path& path);
  void prescription(const Json& prescription);
  void review();
  // What a scanner sent for the three test codes.
  void check_scanner(const std::vector<std::string>& received);
  void learn(const Json& document);
  void override_finding(const Json& document);
  void quote();
  // Only what passes is settled; otherwise the card already says why not.
  void settle();
  void abandon(const std::string& reason);
  // Of a sale that was settled before; the cashier is filled in.
  void refund(Json document);
  void finish();

  // How many sales ended in each state; "answered" counts replies that were not OK.
  const std::map<std::string, int>& tally() const { return tally_; }

 private:
  bool shown(const Reply& reply);
  void print_receipt(const std::string& key);

  const Library& library_;
  tillgate_gate gate_;
  Cards& cards_;
  Json operator_;
  Json stock_ = Json::object();
  std::filesystem::path printer_;
  tillgate_sale sale_ = 0;
  bool passes_ = false;
  std::map<std::string, int> tally_;
};

}  // namespace reg
