#!/usr/bin/env bash
# Compares what llmctl reads in the diffs of a repository with what git says of every commit, file by file, and what it writes
# with git's bytes.
#   scripts/diff-roundtrip.sh [REPOSITORY]   without one, one of 3000 commits is made that has everything a diff can show
# LLMCTL_PROBE names llmctl-conformance-diff where it is there already; else it is built.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh
. scripts/programs.sh

mkdir -p .build-release
need_probe llmctl-conformance-diff
repository=${1:-}
if [ -z "$repository" ]; then
  repository=.build-release/diffs.git
  rm -rf "$repository"
  say "Making a repository"
  python3 scripts/diff_repository.py "$repository" 3000
fi
say "Comparing with git"
python3 scripts/diff_roundtrip.py "$LLMCTL_PROBE" "$repository"
