#include "base/os/loaded_library.hpp"

#include <dlfcn.h>

#include "base/text.hpp"

namespace tillgate::os {

Result<LoadedLibrary> LoadedLibrary::load(const std::filesystem::path& file) {
  if (!file.is_absolute())
    return Failure{TILLGATE_E_KEY, "a library is loaded by its full path only",
                   utf8_from_path(file)};
  void* const handle = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (handle == nullptr) {
    const char* const why = ::dlerror();
    return Failure{TILLGATE_E_KEY,
                   std::string("this library cannot be loaded: ") + (why == nullptr ? "" : why),
                   utf8_from_path(file)};
  }
  return LoadedLibrary(handle);
}

LoadedLibrary::Function LoadedLibrary::function(const char* name) const {
  return reinterpret_cast<Function>(::dlsym(handle_, name));
}

}  // namespace tillgate::os
