// A shared library that is loaded while we run, such as the driver of a token.
// Part of the one seam to the operating system; posix/ holds its implementation.
#pragma once

#include <filesystem>

#include "base/result.hpp"

namespace tillgate::os {

// Stays in the process to its end, whatever becomes of this object: drivers leave handlers behind
// that point into them. Its names do not mix with those of the program.
class LoadedLibrary {
 public:
  // By its full path, never by a search: whoever could put a file into a search path would get the
  // keys. TILLGATE_E_KEY when the path is not absolute, or nothing that can be loaded.
  static Result<LoadedLibrary> load(const std::filesystem::path& file);

  // A function of it; nullptr when it has none of this name.
  using Function = void (*)();
  Function function(const char* name) const;

 private:
  explicit LoadedLibrary(void* handle) : handle_(handle) {}
  void* handle_;
};

}  // namespace tillgate::os
