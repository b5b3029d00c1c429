#!/usr/bin/env bash
# Counts four corpora with llmctl's tokenizer and with others, one thread each, in one run, and prints the ratios.
#   scripts/bench-tokens.sh
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

work=.build-release/tokens
scripts/token-peers.sh

say "Building the bench program"
scripts/release-build.sh llmctl-bench-tokens

say "Counting (o200k_base, one thread)"
files=($work/corpora/english.txt $work/corpora/python.txt $work/corpora/cjk.txt $work/corpora/russian.txt)
.build-release/release/llmctl-bench-tokens speed o200k_base "${files[@]}" >$work/ours.txt
$work/venv/bin/python scripts/token_peers.py $work/ranks "${files[@]}" >$work/peers.txt
python3 - $work <<'PYTHON'
import pathlib, sys

work = pathlib.Path(sys.argv[1])
names = ["english", "python", "cjk", "russian"]
sizes, rows = {}, {}
for name, line in zip(names, (work / "ours.txt").read_text().splitlines()):
    size, tokens, first, second, _ = map(float, line.split())
    sizes[name] = size
    rows.setdefault("llmctl", {})[name] = (int(tokens), first, second)
for line in (work / "peers.txt").read_text().splitlines():
    program, name, tokens, first, second = line.split("\t")
    rows.setdefault(program, {})[name] = (int(tokens), float(first), float(second))
    if int(tokens) != rows["llmctl"][name][0]:
        print(f"  {program} has {tokens} tokens for {name}, llmctl {rows['llmctl'][name][0]}")
for title, which in ("first pass", 1), ("second pass", 2):
    print(f"  MB/s, {title:12}" + "".join(f"{name:>18}" for name in names))
    for program, row in rows.items():
        cells = ""
        for name in names:
            speed = sizes[name] / row[name][which] / 1e6
            ratio = row[name][which] / rows["llmctl"][name][which]
            cells += f"{speed:9.0f}" + (f" ({ratio:5.2f}×)" if program != "llmctl" else " " * 9)
        print(f"  {program:18}" + cells)
print("  in brackets: how many times as fast llmctl is in the same pass")
PYTHON
