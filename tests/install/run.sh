#!/usr/bin/env bash
# Installs the build into a folder and builds a vendor's project against it, once with CMake, once with pkg-config.
#   run.sh BUILD_DIR SOURCE_DIR
set -euo pipefail
build=$1; source=$2
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT

cmake --install "$build" --prefix "$folder/root" >/dev/null
cmake -S "$source/tests/install/consumer" -B "$folder/cmake" -DCMAKE_PREFIX_PATH="$folder/root" >/dev/null
cmake --build "$folder/cmake" >/dev/null
"$folder/cmake/consumer"

libdir=$(dirname "$(find "$folder/root" -name libtillgate.so | head -1)")
# The file says where it was configured to be installed; here it stands elsewhere.
export PKG_CONFIG_PATH="$libdir/pkgconfig"
cc -std=c99 $(pkg-config --define-variable=prefix="$folder/root" --cflags tillgate) \
  "$source/tests/install/consumer/consumer.c" -o "$folder/consumer" \
  $(pkg-config --define-variable=prefix="$folder/root" --libs tillgate)
LD_LIBRARY_PATH="$libdir" "$folder/consumer"
c++ -std=c++17 -Wall -Wextra -Werror $(pkg-config --define-variable=prefix="$folder/root" --cflags tillgate) \
  "$folder/root/share/tillgate/bindings/cpp/example.cpp" -o "$folder/example" \
  $(pkg-config --define-variable=prefix="$folder/root" --libs tillgate)
test -x "$folder/root/bin/tillgate-audit" && test -x "$folder/root/bin/tillgate-decoder"
echo "installed tree works"
