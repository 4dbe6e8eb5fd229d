#include "scanner/cli/tool.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>

#include "scanner/cli/text.hpp"

namespace tillgate::scanner {

int run_tool(std::vector<std::string> arguments, std::istream& in, std::ostream& out,
             std::ostream& err) {
  CLI::App app("Tells what a scanned code is, or why it is none", "tillgate-scan");
  try {
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    return app.exit(error, out, err) == 0 ? all_answered : wrong_usage;
  }
  return answer_lines(in, out);
}

}  // namespace tillgate::scanner
