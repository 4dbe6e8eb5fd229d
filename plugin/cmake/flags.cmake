# Compiler and linker flags for everything of ours: C++20, warnings as errors, hidden symbols,
# hardening. Third-party headers come in as SYSTEM and are not held to our warnings.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 99)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

# Build types beside CMake's own; the presets choose them.
set(CMAKE_CXX_FLAGS_DEV "-O1 -g1")
set(CMAKE_C_FLAGS_DEV "-O1 -g1")
set(sanitizers "-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer")
set(CMAKE_CXX_FLAGS_SANITIZE "-O1 -g1 ${sanitizers}")
set(CMAKE_C_FLAGS_SANITIZE "-O1 -g1 ${sanitizers}")
set(CMAKE_EXE_LINKER_FLAGS_SANITIZE "${sanitizers}")
set(CMAKE_SHARED_LINKER_FLAGS_SANITIZE "${sanitizers}")
set(CMAKE_CXX_FLAGS_FUZZ "-O1 -g1 -fsanitize=fuzzer-no-link ${sanitizers}") # clang only
set(CMAKE_C_FLAGS_FUZZ "-O1 -g1 ${sanitizers}")
set(CMAKE_EXE_LINKER_FLAGS_FUZZ "${sanitizers}")
set(CMAKE_SHARED_LINKER_FLAGS_FUZZ "${sanitizers}")
set(CMAKE_CXX_FLAGS_COVERAGE "-O0 -g --coverage")
set(CMAKE_C_FLAGS_COVERAGE "-O0 -g --coverage")
set(CMAKE_EXE_LINKER_FLAGS_COVERAGE "--coverage")
set(CMAKE_SHARED_LINKER_FLAGS_COVERAGE "--coverage")

# Every target of ours links this one.
add_library(tillgate_flags INTERFACE)
add_library(tillgate::flags ALIAS tillgate_flags)
target_compile_options(tillgate_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual -Wformat=2 -Werror
  $<$<COMPILE_LANGUAGE:C>:-Wno-non-virtual-dtor>
  # GCC 12 sees these in inlined std::string, depending on how long a path in a literal is (GCC bugs 105329, 105651)
  "$<$<CXX_COMPILER_ID:GNU>:-Wno-error=array-bounds;-Wno-error=restrict;-Wno-error=stringop-overflow>"
  "$<$<CXX_COMPILER_ID:GNU>:-Wno-error=stringop-overread>"
  $<$<AND:$<BOOL:${CMAKE_UNITY_BUILD}>,$<COMPILE_LANG_AND_ID:CXX,GNU>>:-Wno-subobject-linkage> # takes a .cpp for a header there
  $<$<CONFIG:Sanitize>:-Wno-maybe-uninitialized> # GCC 12 sees it in std::regex when sanitizers are on (GCC bug 105562)
  -fstack-protector-strong -fstack-clash-protection -fcf-protection=full
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)
target_compile_definitions(tillgate_flags INTERFACE
  _GLIBCXX_ASSERTIONS $<$<NOT:$<CONFIG:Sanitize,Fuzz,Coverage>>:_FORTIFY_SOURCE=2>)
target_link_options(tillgate_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed)
target_include_directories(tillgate_flags INTERFACE
  ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/plugin ${PROJECT_SOURCE_DIR}/plugin/include)

# tillgate_module(NAME source... [PUBLIC dep...] [PRIVATE dep...]): one static library, tillgate::NAME
function(tillgate_module name)
  cmake_parse_arguments(arg "" "" "PUBLIC;PRIVATE" ${ARGN})
  add_library(tillgate_${name} STATIC ${arg_UNPARSED_ARGUMENTS})
  add_library(tillgate::${name} ALIAS tillgate_${name})
  target_link_libraries(tillgate_${name} PUBLIC tillgate::flags ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  # The JSON library is half of what the compiler reads: base precompiles it, the others use that.
  if(name STREQUAL base)
    target_precompile_headers(tillgate_base PRIVATE <nlohmann/json.hpp> <filesystem> <functional> <map> <memory>
      <mutex> <optional> <span> <string> <variant> <vector>)
  else()
    target_precompile_headers(tillgate_${name} REUSE_FROM tillgate_base)
  endif()
endfunction()
