#!/usr/bin/env bash
# Runs the tests that ask a real model: llama-server with a small Gemma, both fetched and built once.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

scripts/install-packages.sh build
scripts/install-packages.sh model
mkdir -p .build
say "Building"
swift build --build-tests >.build/build.log 2>&1 ||
  { grep -E 'error:' .build/build.log | sort -u >&2; stop_with "the build failed; all of its output is in .build/build.log"; }
say "Asking a real model"
scripts/local-model.sh with swift test --skip-build --filter "Live(Tokens|Dialect)?Tests"
