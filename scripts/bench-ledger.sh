#!/usr/bin/env bash
# Fills a ledger with calls through the code of every call, then measures the reports on it, beside the start of the program.
#   scripts/bench-ledger.sh [CALLS [RUNS]]   (default 1000000 calls, which takes ten minutes once, and 11 runs)
# LLMCTL_BINARY names a release binary that is there already; else it is built.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh
. scripts/programs.sh

calls=${1:-1000000} runs=${2:-11}
home=$PWD/.build-release/ledger-$calls
need_binary
fill_ledger "$home" "$calls"

say "Reporting (median and best of $runs, in milliseconds)"
LLMCTL_HOME=$home python3 - "$LLMCTL_BINARY" "$runs" "$home" <<'PYTHON'
import subprocess, sys, time

llmctl, runs, home = sys.argv[1], int(sys.argv[2]), sys.argv[3]
commands = [
    "--version", "cost --statusline", "cost today", "cost month --by model", "cost month --by project", "cost month --by conversation",
    "cost month --by day", "cost all --by model", "cost all --by project", "cost all --by tag", "cost all --by day", "cost all --by month",
    "cost all --by conversation", "cost budget list", "cost alerts", f"cost month --format html --output {home}/month.html",
    f"cost all --format html --output {home}/all.html", f"cost all --format prometheus --output {home}/llmctl.prom",
]
times = {command: [] for command in commands}
# One after the other, round by round, so that what disturbs the machine disturbs all.
for _ in range(runs):
    for command in commands:
        start = time.perf_counter()
        done = subprocess.run([llmctl, *command.split()], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        times[command].append((time.perf_counter() - start) * 1000)
        if done.returncode not in (0, 1):
            sys.exit(f"{command}: {done.stderr.decode()}")
start = sorted(times["--version"])[runs // 2]
for command, measured in times.items():
    median = sorted(measured)[runs // 2]
    print(f"  {command.replace(home + '/', ''):52} {median:8.1f} {min(measured):8.1f}   {median / start:6.1f} x start-up")
PYTHON
