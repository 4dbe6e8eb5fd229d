#include "sdk/register/scenario.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "sdk/register/dates.hpp"

namespace reg {

namespace {

std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void play_step(const Json& step, const std::filesystem::path& pictures, Counter& counter,
               Cards& cards) {
  if (!step.is_object() || step.size() != 1)
    throw std::runtime_error("a step has exactly one name");
  const std::string name = step.begin().key();
  const Json& what = step.begin().value();
  if (name == "say") return cards.remark(what);
  if (name == "identify") return counter.identify(what);
  if (name == "line") return counter.line(what);
  if (name == "remove_line") return counter.remove_line(what);
  if (name == "scan") return counter.scan(what);
  if (name == "picture") return counter.scan_picture(pictures / what.get<std::string>());
  if (name == "prescription") return counter.prescription(what);
  if (name == "review") return counter.review();
  if (name == "learn") return counter.learn(what);
  if (name == "override") return counter.override_finding(what);
  if (name == "move") return counter.move_line(what);
  if (name == "quote") return counter.quote();
  if (name == "settle") return counter.settle();
  if (name == "abandon") return counter.abandon(what);
  if (name == "refund") return counter.refund(what);
  throw std::runtime_error("no such step: " + name);
}

void play_line(const Json& line, const std::filesystem::path& folder,
               const std::filesystem::path& pictures, const Library& library, tillgate_gate gate,
               Counter& counter, Cards& cards) {
  if (line.contains("sale")) {
    counter.begin(line.at("sale"), line.value("title", ""));
    for (const Json& step : line.at("steps"))
      if (counter.selling()) play_step(step, pictures, counter, cards);
    counter.finish();
  } else if (line.contains("import")) {
    const Reply reply =
        library.import_products(gate, read_text(folder / line.at("import").get<std::string>()));
    if (!reply.ok()) return cards.error(reply.document);
    cards.remark("商品档案 / products: " + reply.document["total"].dump() + ",更新 changed " +
                 reply.document["changed"].dump());
  } else if (line.contains("receive")) {
    const Reply reply = library.receive_stock(gate, line.at("receive"));
    if (!reply.ok()) return cards.error(reply.document);
    cards.remark("验收入库 / goods receipt: " + reply.document["received"].dump() + " 个码 codes");
  } else if (line.contains("stock")) {
    Json stock = Json::parse(read_text(folder / line.at("stock").get<std::string>()));
    fill_in_dates(stock);
    counter.set_stock(std::move(stock));
  } else if (line.contains("sync")) {
    const Reply reply = library.sync(gate, 20'000);
    if (reply.ok()) {
      cards.synced(reply.document);
    } else {
      cards.error(reply.document);
    }
  } else if (line.contains("remark")) {
    cards.heading("", line.at("remark"));
  } else {
    throw std::runtime_error("neither sale, import, receive, stock, sync nor remark");
  }
}

}  // namespace

void play(const std::filesystem::path& file, const std::filesystem::path& pictures,
          const Library& library, tillgate_gate gate, Counter& counter, Cards& cards) {
  std::istringstream lines(read_text(file));
  std::string text;
  for (int number = 1; std::getline(lines, text); ++number) {
    if (text.empty() || text[0] == '#') continue;
    try {
      Json line = Json::parse(text);
      fill_in_dates(line);
      play_line(line, file.parent_path(), pictures, library, gate, counter, cards);
    } catch (const std::exception& error) {
      throw std::runtime_error(file.string() + ":" + std::to_string(number) + ": " + error.what());
    }
  }
}

}  // namespace reg
