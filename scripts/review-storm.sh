#!/usr/bin/env bash
# Reviews commits of a repository, drawn at random, in every format, against a scripted model whose findings are true and false, and
# of whose answers a tenth is broken; checks each report by its schema or parser, against the other formats, and against git.
#   scripts/review-storm.sh [COUNT [SEED [REPOSITORY]]]   200 commits of this repository by default
# LLMCTL_BINARY and LLMCTL_PROBE name llmctl and llmctl-conformance-review where they are there already; else they are built.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh
. scripts/programs.sh

need_binary
need_probe llmctl-conformance-review

say "Reviewing ${1:-200} commits"
export PYTHONDONTWRITEBYTECODE=1
# A server that fails is asked again for a moment only, and no review suffers for another's.
scripts/review_shows.py "$LLMCTL_BINARY" "$LLMCTL_PROBE" --commits "${1:-200}" --seed "${2:-1}" --repository "${3:-.}" \
  --pass=--no-breaker --pass=--max-wait=3
