#!/usr/bin/env bash
# Starts many llmctl processes at once against a server that answers ten requests a second, and prints what the server saw:
# with the limit configured, with the limit unknown and told by headers, and unknown and not told.
#   scripts/crowd.sh [COUNT]   processes (default 200)
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

scripts/build.sh
say "A crowd of ${1:-200}"
python3 scripts/crowd.py .build-release/llmctl "${1:-200}"
