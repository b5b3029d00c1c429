#!/usr/bin/env bash
# Measures the release binary and prints the figures beside those of other programs, taken in the same run.
#   scripts/bench.sh [first-byte|flood|memory]…   without names: start-up and all of them
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

scripts/build.sh
scripts/install-packages.sh bench
say "Building the bench program"
scripts/release-build.sh llmctl-bench

if [ $# -eq 0 ]; then
  hello=.build-release/hello
  if [ ! -x $hello ]; then
    echo 'print("hello")' >$hello.swift
    swiftc -O -static-stdlib -o $hello $hello.swift
    strip $hello
  fi
  say "Start-up"
  hyperfine --shell=none --warmup 20 --runs 200 --export-json .build-release/startup.json --style none \
    /bin/true $hello ".build-release/llmctl --version" ".build-release/llmctl --help" >/dev/null
  python3 - <<'PYTHON'
import json
results = json.load(open(".build-release/startup.json"))["results"]
base = results[1]["median"]
for result in results:
    print(f'  {result["command"]:32} {result["median"] * 1000:6.2f} ms median   {result["median"] / base:5.2f}× a static Swift hello')
PYTHON
  size=$(stat -c %s .build-release/llmctl)
  echo "  stripped binary                  $((size >> 20)) MiB"
  # Looked for by name: how large all the rest is says nothing about it.
  icu=$(nm -S .build-release/release/llmctl | awk '$4 ~ /^icudt[0-9]*_dat$/ { print $2 }')
  [ "$icu" = 0000000000000020 ] || stop_with "ICU's data is in the binary; see Sources/CNoICUData"
fi
say "Beside curl"
.build-release/release/llmctl-bench .build-release/llmctl "$@"
