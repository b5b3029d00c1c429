#!/usr/bin/env bash
# Installs what the tests need and runs all of them: format and style, generated files, scripts, and every test target.
# Arguments go to `swift test`, as in: scripts/test.sh --filter LLMCoreTests
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

command -v swift >/dev/null || stop_with "Swift 6.3 is not installed. Get it from https://www.swift.org/install and put it on PATH."
scripts/install-packages.sh test

say "Checking format and style"
swift format lint --strict --recursive --parallel Package.swift Sources Tests
for script in scripts/*.sh .ci/run; do bash -n "$script"; done

say "Building (5 to 15 minutes the first time)"
mkdir -p .build
swift build --build-tests >.build/build.log 2>&1 ||
  { grep -E 'error:' .build/build.log | sort -u >&2; stop_with "the build failed; all of its output is in .build/build.log"; }

say "Checking that completions and man pages are up to date"
scripts/docs.sh check

say "Running the tests"
if [ $# -gt 0 ]; then
  swift test --skip-build "$@"
else
  # Apart: the first keep every processor busy, which those that wait for other processes would take for a hang; and the crowds
  # start hundreds of processes at once.
  busy='^TokenizerTests|SimulatorTests|^LLMCoreTests\.(Render|Specification|HostileText|.*Lexer|Format|Method|PrimitiveVector|Archive|.*(Stream|Decoder)Tests|(AnswerReader|HostileAnswer|IncrementalJSON|Truncation|CodeExtractor|Draft|Keyword|Pattern)Tests)'
  waiting='^(EndToEndTests|LLMHTTPTests|LLMTerminalTests)'
  swift test --skip-build --filter "$busy"
  swift test --skip-build --filter '^LLMSystemTests'
  swift test --skip-build --skip "$busy|$waiting|^LLMSystemTests"
  swift test --skip-build --filter "$waiting" --skip '^EndToEndTests\.(Limit)?CrowdTests'
  swift test --skip-build --filter '^EndToEndTests\.CrowdTests'
  swift test --skip-build --filter '^EndToEndTests\.LimitCrowdTests'
fi
