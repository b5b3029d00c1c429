#!/usr/bin/env bash
# Chaos soak: random faults between llmctl and a real model server, and under its files, for as long as you like. Prints a
# table, and everything about each process that broke a promise; ends with an error where one did.
#   scripts/soak.sh [SECONDS [SEED [OPTION-OF-soak.py…]]]
# LLMCTL_BINARY names a release binary that is there already; else it is built.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

scripts/install-packages.sh model
if [ -z "${LLMCTL_BINARY:-}" ]; then
  scripts/build.sh
  LLMCTL_BINARY=.build-release/llmctl
fi

say "Soaking"
export PYTHONDONTWRITEBYTECODE=1
# A server of its own: others stop theirs when they are done.
export LLMCTL_MODEL_PORT=${LLMCTL_MODEL_PORT:-18090}
scripts/local-model.sh with scripts/soak.py --binary "$LLMCTL_BINARY" --seconds "${1:-600}" --seed "${2:-1}" "${@:3}"
