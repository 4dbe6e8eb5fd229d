// tillgate-register: the reference register. Plays a day from a scenario file, or serves by hand.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "sdk/register/counter.hpp"
#include "sdk/register/keyboard.hpp"
#include "sdk/register/library.hpp"
#include "sdk/register/scenario.hpp"

namespace {

struct Options {
  std::string library = TILLGATE_REGISTER_LIBRARY;
  std::string config;
  std::string scenario;
  std::string pictures;
  std::string receipts;
  std::string operator_id = "C001";
  std::string operator_name = "收银员甲";
};

// The result a script looks at: 0 when every sale got an answer.
int run(const Options& options) {
  const reg::Library library(options.library);
  reg::Cards cards(std::cout,
                   isatty(STDOUT_FILENO) != 0 ? reg::Cards::Colour::yes : reg::Cards::Colour::no);

  tillgate_gate gate = 0;
  const reg::Reply opened = library.open(options.config, gate);
  if (!opened.ok()) {
    cards.error(opened.document);
    return 1;
  }
  cards.opened(opened.document);
  int result = 0;
  {
    reg::Counter counter(library, gate, cards,
                         {{"id", options.operator_id}, {"name", options.operator_name}});
    counter.set_printer(options.receipts);
    try {
      if (options.scenario.empty()) {
        reg::serve(std::cin, std::cout, counter, cards);
      } else {
        reg::play(options.scenario, options.pictures, library, gate, counter, cards);
      }
    } catch (const std::exception& error) {
      std::cerr << error.what() << '\n';
      result = 1;
    }
    counter.finish();
    std::cout << "\n本段合计 / totals:";
    for (const auto& [state, count] : counter.tally()) std::cout << "  " << state << ' ' << count;
    std::cout << '\n';
  }
  const std::int32_t closed = library.close(gate);
  return closed == TILLGATE_OK ? result : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app{"tillgate-register: the reference register of TillGate 收银闸"};
  app.set_version_flag("--version", [&] { return reg::Library(options.library).version(); });
  app.add_option("--library", options.library, "The library to load")->capture_default_str();
  app.add_option("--config", options.config, "Configuration of the till (config.schema.json)")
      ->required();
  app.add_option("--scenario", options.scenario,
                 "A day as JSON lines; without it the keyboard is read");
  app.add_option("--pictures", options.pictures, "Folder of the pictures a scenario names");
  app.add_option("--receipts", options.receipts, "Folder that stands for the receipt printer");
  app.add_option("--operator", options.operator_id, "Number of the cashier")->capture_default_str();
  app.add_option("--operator-name", options.operator_name, "Name of the cashier")
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    return run(options);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
