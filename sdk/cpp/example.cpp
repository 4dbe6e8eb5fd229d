// A register in small: plays a file of steps, one a line, "step<TAB>argument", and prints each
// answer.
//   example CONFIG STEPS
#include <fstream>
#include <iostream>
#include <map>
#include <optional>

#include "tillgate/tillgate.hpp"

namespace {

class Counter {
 public:
  explicit Counter(const std::string& config) : gate_(config) {}

  std::string play(const std::string& step, const std::string& argument) {
    if (step == "import") return gate_.catalogue_import(argument);
    if (step == "receive") return gate_.stock_receive(argument);
    if (step == "sync") return gate_.sync();
    if (step == "receipt") return gate_.receipt(argument);
    if (step == "begin") {
      sale_.emplace(gate_.begin(argument));
      return sale_->begun();
    }
    if (step == "identify") return sale_->identify(argument);
    if (step == "line") return sale_->set_line(argument);
    if (step == "remove_line") return sale_->remove_line(std::stoi(argument));
    if (step == "move") return sale_->move_line(argument);
    if (step == "quote") return sale_->quote();
    if (step == "scan") return sale_->scan(argument + '\r');  // as the scanner ends a code
    if (step == "prescription") return sale_->prescription(argument);
    if (step == "review") return sale_->review();
    if (step == "learn") return sale_->learn(argument);
    if (step == "override") return sale_->override_finding(argument);
    if (step == "settle") return sale_->settle();
    if (step == "abandon") return sale_->abandon(argument);
    if (step == "refund") return sale_->refund(argument);
    if (step == "show") return sale_->show();
    if (step == "close") {
      sale_->close();
      return "{}";
    }
    throw std::runtime_error("no such step: " + step);
  }

  void close() { gate_.close(); }

 private:
  tillgate::Gate gate_;
  std::optional<tillgate::Sale> sale_;  // goes before its gate
};

int run(const std::string& config, const std::string& steps) {
  Counter counter(config);
  std::ifstream file(steps);
  for (std::string line; std::getline(file, line);) {
    const std::string step = line.substr(0, line.find('\t'));
    const std::string argument = line.size() > step.size() ? line.substr(step.size() + 1) : "";
    try {
      const std::string answer = counter.play(step, argument);
      std::cout << step << "\tOK\t" << answer << '\n';
    } catch (const tillgate::Error& error) {
      std::cout << step << '\t' << error.name() << '\t' << error.zh() << " → " << error.next_zh()
                << '\n';
    }
  }
  counter.close();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  try {
    return run(argv[1], argv[2]);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
