#!/usr/bin/env bash
# Renders the same answers with llmctl's renderer, Streamdown and rich in one run, and prints the ratios: CPU for a byte, bytes
# written for a byte, and what a byte of a long answer costs beside one of a short answer.
#   scripts/bench-render.sh
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

work=.build-release/render
mkdir -p $work
if [ ! -x $work/venv/bin/sd ]; then
  say "Installing Streamdown and rich from PyPI"
  python3 -m venv $work/venv
  $work/venv/bin/pip install --quiet streamdown==0.36.9 rich==15.0.0
fi
for size in 50000 5000000; do python3 scripts/render_document.py $size >$work/$size.md; done

say "Building the bench program"
scripts/release-build.sh llmctl-bench-render

say "Rendering (80 columns, one thread)"
.build-release/release/llmctl-bench-render $work/50000.md $work/5000000.md >$work/ours.txt
$work/venv/bin/python scripts/render_peers.py $work/50000.md >$work/peers.txt
python3 - $work <<'PYTHON'
import pathlib, sys

work = pathlib.Path(sys.argv[1])
ours = [list(map(float, line.split())) for line in (work / "ours.txt").read_text().splitlines()]
for size, seconds, written, rows in ours:
    print(f"  llmctl      {size / 1e6:6.2f} MB  {size / seconds / 1e6:9.2f} MB/s  {written / rows:5.2f} bytes written for one of the rows")
cost = [seconds / size for size, seconds, _, _ in ours]
print(f"  a byte of the long answer costs {cost[1] / cost[0]:.2f} times one of the short answer")
for line in (work / "peers.txt").read_text().splitlines():
    name, size, seconds, written = line.split("\t")
    size, seconds, written = float(size), float(seconds), float(written)
    print(f"  {name:10}  {size / 1e6:6.2f} MB  {size / seconds / 1e6:9.2f} MB/s  "
          f"{seconds / size / cost[0]:8.0f} times the CPU, {written / ours[0][2]:.2f} times the bytes of llmctl")
PYTHON
