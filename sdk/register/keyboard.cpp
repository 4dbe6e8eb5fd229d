#include "sdk/register/keyboard.hpp"

#include <charconv>
#include <ctime>
#include <sstream>
#include <vector>

namespace reg {

namespace {

constexpr const char* help =
    "  new [单号]                          开新单 / a new sale\n"
    "  id 身份证号 · token 凭证             核验 / verify the buyer\n"
    "  add SKU 数量 单价 [fund|self] [处方号] 加商品 / add a line\n"
    "  del 行号                            去掉一行 / remove a line\n"
    "  pic 文件.png                        拍照识别 / read a picture\n"
    "  rx JSON                             处方 / prescription (prescription.schema.json)\n"
    "  check · pay · drop 原因              审核 / 结算 / 放弃\n"
    "  setup                               检查扫码枪设置 / check the scanner's settings\n"
    "  quit                                收工 / leave\n"
    "  其他输入都当作扫码 / anything else is taken as a scan\n";

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

// "21.61" is 2161 of 1/100, "2" is 2000 of 1/1000.
std::int64_t scaled(const std::string& text, int places) {
  const std::size_t point = text.find('.');
  std::string digits = text.substr(0, point);
  std::string rest = point == std::string::npos ? "" : text.substr(point + 1);
  rest.resize(static_cast<std::size_t>(places), '0');
  digits += rest;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size())
    throw std::runtime_error("not a number: " + text);
  return value;
}

// Has the three test codes scanned and says what is set wrong. What a terminal takes as the end of
// the line was the scanner's suffix.
void check_scanner(std::istream& in, std::ostream& out, Counter& counter) {
  std::vector<std::string> received;
  for (int code = 1; code <= 3; ++code) {
    out << "  请扫 test-code-" << code
        << ".svg,空行表示没有反应 / scan it; an empty line: nothing came\n? " << std::flush;
    std::string text;
    std::getline(in, text);
    received.push_back(text.empty() ? text : text + "\r");
  }
  counter.check_scanner(received);
}

}  // namespace

void serve(std::istream& in, std::ostream& out, Counter& counter, Cards& cards) {
  out << help;
  int line_number = 0;
  int sale_number = 0;
  const auto begin = [&](const std::string& key) {
    line_number = 0;
    counter.begin(key, "");
  };
  // Keys must be new every day and every start; the second of the start makes them so.
  const std::string prefix = "K" + std::to_string(std::time(nullptr)) + "-";
  for (std::string text; out << "> " << std::flush && std::getline(in, text);) {
    const auto words = words_of(text);
    if (words.empty()) continue;
    const std::string& verb = words[0];
    const std::string rest =
        text.size() > verb.size() ? text.substr(text.find(verb) + verb.size() + 1) : "";
    try {
      if (verb == "quit") break;
      if (verb == "help") {
        out << help;
      } else if (verb == "setup") {
        check_scanner(in, out, counter);
      } else if (verb == "new") {
        begin(words.size() > 1 ? words[1] : prefix + std::to_string(++sale_number));
      } else {
        if (!counter.selling()) begin(prefix + std::to_string(++sale_number));
        if (verb == "id") {
          counter.identify({{"kind", "id_card"}, {"number", words.at(1)}});
        } else if (verb == "token") {
          counter.identify({{"kind", "e_credential"}, {"token", words.at(1)}});
        } else if (verb == "add") {
          Json line = {{"line", ++line_number},
                       {"sku", words.at(1)},
                       {"quantity_milli", scaled(words.at(2), 3)},
                       {"price_fen", scaled(words.at(3), 2)},
                       {"pay", words.size() > 4 ? words[4] : "fund"}};
          if (words.size() > 5) line["prescription"] = words[5];
          counter.line(line);
        } else if (verb == "del") {
          counter.remove_line(std::stoi(words.at(1)));
        } else if (verb == "pic") {
          counter.scan_picture(rest);
        } else if (verb == "rx") {
          counter.prescription(Json::parse(rest));
        } else if (verb == "check") {
          counter.review();
        } else if (verb == "pay") {
          counter.review();
          counter.settle();
        } else if (verb == "drop") {
          counter.abandon(rest.empty() ? "顾客不要了" : rest);
          counter.finish();
        } else {
          counter.scan(text + "\r");
        }
      }
    } catch (const std::exception& error) {
      cards.remark(std::string("? ") + error.what());
    }
  }
}

}  // namespace reg
