#include "base/os/terminal.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>

namespace tillgate::os {

namespace {

constexpr char interrupt = 0x03;  // what Ctrl-C sends
constexpr std::size_t max_line = 4096;

void show(int terminal, const std::string& text) {
  // Whoever does not see the question can still answer it.
  static_cast<void>(!::write(terminal, text.data(), text.size()));
}

std::optional<std::string> read_line(int terminal) {
  std::string line;
  while (line.size() < max_line) {
    char c = 0;
    const ssize_t got = ::read(terminal, &c, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0 || c == interrupt) return std::nullopt;
    if (c == '\n' || c == '\r') return line;
    line += c;
  }
  return std::nullopt;
}

}  // namespace

// Signals are switched off with the echo: a program that ended in between would leave a terminal
// that shows nothing.
std::optional<std::string> ask_without_echo(const std::string& question) {
  const int terminal = ::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (terminal < 0) return std::nullopt;
  termios before{};
  std::optional<std::string> line;
  if (::tcgetattr(terminal, &before) == 0) {
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    if (::tcsetattr(terminal, TCSAFLUSH, &silent) == 0) {
      show(terminal, question);
      line = read_line(terminal);
      ::tcsetattr(terminal, TCSAFLUSH, &before);
      show(terminal, "\n");
    }
  }
  ::close(terminal);
  return line;
}

}  // namespace tillgate::os
