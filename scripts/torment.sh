#!/usr/bin/env bash
# Kills a process at random moments of its writing the credential file, and checks each time that the file is the one before or the
# one behind the change; ends with an error, and tells the number of the kill, where it is not.
#   scripts/torment.sh [KILLS]
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

scripts/install-packages.sh test
say "Building"
mkdir -p .build
swift build --build-tests >.build/build.log 2>&1 ||
  { grep -E 'error:' .build/build.log | sort -u >&2; stop_with "the build failed; all of its output is in .build/build.log"; }
say "Killing ${1:-1000} times"
LLMCTL_KILLS=${1:-1000} swift test --skip-build --filter 'CredentialDurabilityTests/.*killed'
