#include "policies/cli/tool.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>

#include "base/text.hpp"
#include "policies/cli/rule_table.hpp"
#include "policies/engine/lint.hpp"
#include "policies/engine/scenario.hpp"

namespace tillgate::policies {

namespace {

constexpr int all_right = 0;
constexpr int problems_found = 1;
constexpr int wrong_usage = 2;

int cannot(const Failure& failure, std::ostream& err) {
  err << failure.where << (failure.where.empty() ? "" : ": ") << failure.detail << "\n";
  return problems_found;
}

int tell(const Problems& problems, std::ostream& out) {
  for (const Problem& problem : problems) out << problem.place() << ": " << problem.what << "\n";
  return problems.empty() ? all_right : problems_found;
}

int lint_pack(const std::string& folder, bool tell_reads, std::ostream& out, std::ostream& err) {
  auto files = read_pack_folder(path_from_utf8(folder));
  if (!files) return cannot(files.failure(), err);
  const auto report = lint(std::move(files).value());
  if (!report) return cannot(report.failure(), err);
  if (tell_reads) {
    for (const auto& [rule, columns] : report->reads) {
      out << rule << ":";
      for (const std::string& column : columns) out << " " << column;
      out << "\n";
    }
  }
  const int status = tell(report->problems, out);
  if (status == all_right) out << report->reads.size() << " rules, no problems\n";
  return status;
}

int test_pack(const std::string& folder, std::ostream& out, std::ostream& err) {
  const auto pack = Pack::load(path_from_utf8(folder));
  if (!pack) return cannot(pack.failure(), err);
  const auto report = run_scenarios(*pack);
  if (!report) return cannot(report.failure(), err);
  const int status = tell(report->problems, out);
  out << pack->rules.size() << " rules, " << report->scenarios << " scenarios"
      << (status == all_right ? ": all as expected\n" : "\n");
  return status;
}

int print_table(const std::string& folder, std::ostream& out, std::ostream& err) {
  const auto pack = Pack::load(path_from_utf8(folder));
  if (!pack) return cannot(pack.failure(), err);
  out << rule_table(*pack);
  return all_right;
}

}  // namespace

int run_tool(std::vector<std::string> arguments, std::ostream& out, std::ostream& err) {
  CLI::App app("Checks rule packs of TillGate", "tillgate-policy");
  app.require_subcommand(1);
  std::string folder;
  bool reads = false;
  const auto verb = [&](const char* name, const char* what) {
    CLI::App* const command = app.add_subcommand(name, what);
    command->add_option("pack", folder, "folder of the rule pack")->required();
    return command;
  };
  CLI::App* const lint_command = verb("lint", "tell what is wrong with the rules");
  lint_command->add_flag("--reads", reads, "tell the columns each rule reads");
  CLI::App* const test_command = verb("test", "run the scenarios of the pack");
  CLI::App* const table_command = verb("table", "print the rules as a Markdown table");
  try {
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    return app.exit(error, out, err) == 0 ? all_right : wrong_usage;
  }
  if (lint_command->parsed()) return lint_pack(folder, reads, out, err);
  if (test_command->parsed()) return test_pack(folder, out, err);
  if (table_command->parsed()) return print_table(folder, out, err);
  return wrong_usage;
}

}  // namespace tillgate::policies
