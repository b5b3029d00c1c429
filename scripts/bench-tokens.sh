#!/usr/bin/env bash
# Counts four corpora with llmctl's tokenizer and with others, one thread each, in one run, and prints the ratios.
#   scripts/bench-tokens.sh
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

work=.build-release/tokens
mkdir -p $work/packages $work/root $work/ranks
if [ ! -s $work/corpora/russian.txt ]; then
  say "Making the corpora"
  (cd $work/packages && apt-get -qq download linux-doc-6.1 manpages-ja manpages-zh manpages-ru 2>/dev/null) ||
    stop_with "apt-get cannot download the packages that the corpora are made of"
  for package in $work/packages/*.deb; do dpkg-deb -x "$package" $work/root; done
  python3 scripts/token_corpora.py $work/root $work/corpora
fi
if [ ! -x $work/venv/bin/python ]; then
  say "Installing the other tokenizers"
  python3 -m venv $work/venv
  $work/venv/bin/pip install --quiet "tiktoken==0.14.*" "quicktok-v1==0.4.*" "gigatoken==0.10.*"
fi
python3 scripts/vocabulary.py --ranks $work/ranks

say "Building the bench program"
swift build --scratch-path .build-release --configuration release --product llmctl-bench-tokens \
  >$work/build.log 2>&1 || { tail -30 $work/build.log >&2; stop_with "the build failed; see $work/build.log"; }

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
