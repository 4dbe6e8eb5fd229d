// The person at the terminal. For programs, never for the library.
// Part of the one seam to the operating system; posix/ holds its implementation.
#pragma once

#include <optional>
#include <string>

namespace tillgate::os {

// Asks on the terminal the program was started from, whatever its streams go to, and reads a line
// that is not shown while it is typed. Empty when there is no terminal, or the person gave up
// (Ctrl-C, Ctrl-D).
std::optional<std::string> ask_without_echo(const std::string& question);

}  // namespace tillgate::os
