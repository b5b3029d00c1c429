#!/usr/bin/env bash
# Measures how long a key takes to the screen while a line is edited, beside the kernel's echo and bash.
#   scripts/bench-terminal.sh
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

scripts/install-packages.sh build
say "Building the bench program"
for product in llmctl-line-probe llmctl-bench-terminal; do scripts/release-build.sh $product; done

say "Typing (500 keys each; milliseconds)"
.build-release/release/llmctl-bench-terminal
