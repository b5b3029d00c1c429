#!/usr/bin/env bash
# Fills a ledger with recorded calls through the code of every call, then measures finding them, beside the start of the program.
#   scripts/bench-recordings.sh [CALLS [RUNS]]   (default 100000 calls and 21 runs)
# LLMCTL_BINARY names a release binary that is there already; else it is built.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh
. scripts/programs.sh

calls=${1:-100000} runs=${2:-21}
home=$PWD/.build-release/recordings-$calls
need_binary
fill_ledger "$home" "$calls" 60 recorded
du -h "$home/llmctl.db" | cut -f1

say "Finding (median and best of $runs, in milliseconds)"
LLMCTL_HOME=$home python3 - "$LLMCTL_BINARY" "$runs" <<'PYTHON'
import subprocess, sys, time

llmctl, runs = sys.argv[1], int(sys.argv[2])
commands = [
    "--version", "replay list", "replay list -l 100", "replay list --failed", "replay list --slow", "replay list --expensive",
    "replay list -m gpt-5-mini", "replay list -m nosuch", "replay list --tag team=core", "replay list --since 1d", "replay last",
    "replay w1", "replay w1 w2 w3", "replay w15000", "replay w1 w15000", "replay w15000 w15001", "replay list w1 --failed",
    "replay list w1 --expensive",
]
times = {command: [] for command in commands}
# One after the other, round by round, so that what disturbs the machine disturbs all.
for _ in range(runs):
    for command in commands:
        start = time.perf_counter()
        done = subprocess.run([llmctl, *command.split()], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        times[command].append((time.perf_counter() - start) * 1000)
        if done.returncode != 0:
            sys.exit(f"{command}: {done.stderr.decode()}")
start = sorted(times["--version"])[runs // 2]
for command, measured in times.items():
    median = sorted(measured)[runs // 2]
    print(f"  {command:36} {median:8.1f} {min(measured):8.1f}   {median / start:6.1f} x start-up")
PYTHON
