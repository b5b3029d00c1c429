#!/usr/bin/env bash
# Reviews this repository's smallest recent commits with the real local model, in every format, and checks each report: by its
# schema or parser, against the other formats, and against what git says of the commit. A model of 270 million parameters has weak
# words; that its answers have the right form is real, and so is what becomes of them.
#   scripts/review-shows.sh [COMMITS [OPTION-OF-review_shows.py…]]   commits (default 10)
# LLMCTL_BINARY and LLMCTL_PROBE name llmctl and llmctl-conformance-review where they are there already; else they are built.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh
. scripts/programs.sh

scripts/install-packages.sh model
need_binary
need_probe llmctl-conformance-review

say "Reviewing ${1:-10} commits"
export PYTHONDONTWRITEBYTECODE=1
# Two parts at a time: the server has two slots.
# shellcheck disable=SC2016
scripts/local-model.sh with bash -c 'scripts/review_shows.py "$@" --server "$LLMCTL_TEST_SERVER/v1"' - \
  "$LLMCTL_BINARY" "$LLMCTL_PROBE" --commits "${1:-10}" --timeout 600 --pass=--jobs=2 \
  --pass=-o --pass=temperature=0 "${@:2}"
