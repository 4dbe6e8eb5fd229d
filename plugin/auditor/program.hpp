// The whole of tillgate-audit, with its streams from outside so that a test can run it.
#pragma once

#include <ostream>

namespace tillgate::auditor {

// What the program answers to the shell.
enum Exit : int {
  exit_good = 0,      // done; for verify: everything fits
  exit_problems = 1,  // the log does not fit, or the work could not be done
  exit_usage = 2,     // the command line cannot be understood
};

// `progress` may be null: nobody would see a bar.
int run(int argc, const char* const* argv, std::ostream& out, std::ostream& err,
        std::ostream* progress = nullptr);

}  // namespace tillgate::auditor
