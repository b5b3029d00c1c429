#!/usr/bin/env bash
# Builds one product in release mode in .build-release; what programs that are measured have in common.
#   scripts/release-build.sh PRODUCT
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

# Where a type is generic, the compiler has its metadata looked up by name at run time, and the runtime then walks through
# every conformance in the program. Asked this way, it emits direct references: a little more code, milliseconds less.
direct_metadata=(-Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors)

swift build --scratch-path .build-release --configuration release --static-swift-stdlib --product "$1" \
  -Xlinker "-L$PWD/.build-release/static" "${direct_metadata[@]}" >.build-release/build.log 2>&1 ||
  { tail -30 .build-release/build.log >&2; stop_with "the build failed; all of its output is in .build-release/build.log"; }
