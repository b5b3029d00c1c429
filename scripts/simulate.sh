#!/usr/bin/env bash
# Plays crowds of llmctl processes against providers with hidden limits, outages and accidents, in virtual time, and prints
# a row of figures for each class of scenarios. Ends with an error where one breaks a promise, and names its seed.
#   scripts/simulate.sh [SCENARIOS-OF-EACH-CLASS [FIRST-SEED]]
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

say "Building the simulator"
mkdir -p .build-release
scripts/release-build.sh llmctl-simulate

say "Simulating"
.build-release/release/llmctl-simulate "$@"
