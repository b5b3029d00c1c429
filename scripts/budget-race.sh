#!/usr/bin/env bash
# Has a hundred processes race for a budget of one dollar while twenty of them are killed, several times over; an error where the budget
# did not hold.
#   scripts/budget-race.sh [ROUNDS]   rounds (default 5)
# LLMCTL_BINARY names a release binary that is there already; else it is built.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh
. scripts/programs.sh

need_binary
for seed in $(seq 1 "${1:-5}"); do
  say "Racing, round $seed"
  python3 scripts/budget_race.py "$LLMCTL_BINARY" --seed "$seed"
done
say "Racing without anybody being killed"
python3 scripts/budget_race.py "$LLMCTL_BINARY" --killed 0
