#!/usr/bin/env bash
# Measures a review of 40 parts with a server that works on 8 at a time and takes 300 ms for each, beside the ideal and a bare client;
# an error where it takes more than 1.15 times the ideal.
#   scripts/review-speed.sh [RUNS]   runs (default 11)
# LLMCTL_BINARY names a release binary that is there already; else it is built.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh
. scripts/programs.sh

need_binary
say "Measuring"
python3 scripts/review_speed.py "$LLMCTL_BINARY" --runs "${1:-11}"
