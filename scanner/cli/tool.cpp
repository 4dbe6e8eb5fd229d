#include "scanner/cli/tool.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>

#include "base/time.hpp"
#include "scanner/cli/pictures.hpp"
#include "scanner/cli/text.hpp"
#include "scanner/cli/vectors.hpp"

namespace tillgate::scanner {

namespace {

std::map<std::string, Field> fields() {
  std::map<std::string, Field> named;
  for (int i = 0; i <= static_cast<int>(Field::anything); ++i)
    named.emplace(id_of(static_cast<Field>(i)), static_cast<Field>(i));
  return named;
}

}  // namespace

int run_tool(std::vector<std::string> arguments, std::istream& in, std::ostream& out,
             std::ostream& err) {
  CLI::App app("Tells what a scanned code is, or why it is none", "tillgate-scan");
  Context context{.field = Field::anything, .today = local_day(SystemClock().now())};
  std::string today;
  std::string vectors;
  bool keyed = false;
  app.add_option("--for", context.field, "what is asked for (anything)")
      ->transform(CLI::CheckedTransformer(fields()));
  app.add_option("--today", today, "the day that dates are held against, YYYY-MM-DD")
      ->check([](const std::string& date) {
        return day_of_date(date) ? std::string() : "not a date of the form YYYY-MM-DD";
      });
  app.add_flag("--keyed", keyed, "the lines were typed, not scanned");
  app.add_option("--vectors", vectors, "answer the cases of this file");
  PictureArguments pictures;
  app.add_option("FILE", pictures.files, "pictures to read instead of lines");
  app.add_option("--bench", pictures.bench, "measure on the pictures of this folder");
  app.add_option("--deadline", pictures.deadline_ms, "milliseconds for a picture (1000)")
      ->check(CLI::Range(1, 60'000));
  app.add_option("--decoder", pictures.decoder, "tillgate-decoder, when not beside this program");
  try {
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    return app.exit(error, out, err) == 0 ? all_answered : wrong_usage;
  }
  if (pictures.given()) return answer_pictures(pictures, out, err);
  if (!vectors.empty()) return answer_vector_file(vectors, out, err);
  context.today = day_of_date(today).value_or(context.today);
  return answer_lines(in, out, context, keyed ? Source::keyboard : Source::scanner);
}

}  // namespace tillgate::scanner
