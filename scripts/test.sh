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

# A connection to the ledger is closed by the end of its process, and one process runs hundreds of tests that each make some.
[ "$(ulimit -Sn)" = unlimited ] || [ "$(ulimit -Sn)" -ge 8192 ] || ulimit -Sn 8192 2>/dev/null || true

say "Building (5 to 15 minutes the first time)"
mkdir -p .build
swift build --build-tests >.build/build.log 2>&1 ||
  { grep -E 'error:' .build/build.log | sort -u >&2; stop_with "the build failed; all of its output is in .build/build.log"; }

say "Checking that completions and man pages are up to date"
scripts/docs.sh check

# Runs tests, and repeats at the end what failed: of thousands of lines, a log often shows only the last.
run_tests() {
  swift test --skip-build "$@" 2>&1 | tee .build/test.log && return
  say "What failed (all of the output is in .build/test.log)"
  grep -aE '^✘|recorded an issue|[Ff]atal error|Exited with|error:' .build/test.log | cut -c1-2000 | head -100 >&2
  return 1
}

say "Running the tests"
if [ $# -gt 0 ]; then
  run_tests "$@"
else
  # Apart: the first keep every processor busy, which those that wait for other tasks and processes would take for a hang. Of the
  # rest many wait, so one runs after the other: a thousand at once took 95 s on two processors and now and then starved one of
  # them for a minute, one by one they take 130 s. The crowds start hundreds of processes at once.
  busy='^TokenizerTests|SimulatorTests|^LLMCoreTests\.(Render|Specification|HostileText|.*Lexer|Format|Method|PrimitiveVector|Archive|.*(Stream|Decoder)Tests|(AnswerReader|HostileAnswer|IncrementalJSON|Truncation|CodeExtractor|Draft|Keyword|Pattern|ReviewCase)Tests)'
  waiting='^(EndToEndTests|LLMHTTPTests|LLMTerminalTests)'
  run_tests --filter "$busy"
  run_tests --filter '^LLMSystemTests'
  run_tests --no-parallel --skip "$busy|$waiting|^LLMSystemTests"
  run_tests --filter "$waiting" --skip '^EndToEndTests\.(Limit)?CrowdTests'
  run_tests --filter '^EndToEndTests\.CrowdTests'
  run_tests --filter '^EndToEndTests\.LimitCrowdTests'
fi
