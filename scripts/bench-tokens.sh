#!/usr/bin/env bash
# Counts with llmctl and with other tokenizers in one run, and prints the ratios: four corpora on one thread, texts that are
# hard to count beside prose, then whole processes on a small file, a source tree, and a gigabyte from standard input.
#   scripts/bench-tokens.sh
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

work=.build-release/tokens
scripts/build.sh
scripts/install-packages.sh bench
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

say "Counting texts that are hard to count (o200k_base, one thread, first pass)"
.build-release/release/llmctl-bench-tokens worst o200k_base $work/corpora/english.txt >$work/worst.txt
python3 - $work/worst.txt <<'PYTHON'
import sys

rows = [line.rstrip("\n").split("\t") for line in open(sys.argv[1])]
for name, _, speed, prose, ratio in sorted(rows, key=lambda row: -float(row[4])):
    print(f"  {name:30} {float(speed):7.0f} MB/s  {float(ratio):6.2f} times slower than prose ({float(prose):.0f} MB/s)")
print(f"  at most {max(float(row[4]) for row in rows):.2f} times slower than English prose in the same run")
PYTHON

say "Counting (whole processes)"
llmctl=$PWD/.build-release/llmctl
ranks=$work/o200k_base.tiktoken
cp $work/ranks/fb374d419588a4632f3f557e76b4b70aebbca790 $ranks

head -c 2048 README.md >$work/small.txt
find $work/tree -type f -print0 >$work/tree.list
# tiktoken has no command; this is the shortest program that counts a tree with it.
cat >$work/count.py <<'PYTHON'
import pathlib, sys, tiktoken

encoding = tiktoken.get_encoding("o200k_base")
print(sum(len(encoding.encode_ordinary(path.read_text(errors="replace"))) for path in pathlib.Path(sys.argv[1]).rglob("*") if path.is_file()))
PYTHON
export TIKTOKEN_CACHE_DIR=$PWD/$work/ranks
hyperfine --shell=none --warmup 10 --runs 100 --style none --export-json $work/small.json \
  -n "llmctl tokens FILE" "$llmctl tokens $work/small.txt" \
  -n "llmctl tokens -e o200k_base FILE" "$llmctl tokens -e o200k_base $work/small.txt" >/dev/null
hyperfine --warmup 1 --runs 7 --style none --export-json $work/tree.json \
  -n "llmctl tokens TREE" "$llmctl tokens -q $work/tree" \
  -n "llmctl tokens TREE, one core" "taskset -c 0 $llmctl tokens -q $work/tree" \
  -n "gigatoken bench FILES" "xargs -0 -a $work/tree.list $work/venv/bin/gigatoken bench $ranks" \
  -n "cat FILES | ttok -m gpt-4o" "xargs -0 -a $work/tree.list cat | $work/venv/bin/ttok -m gpt-4o --allow-special" \
  -n "a program with tiktoken" "$work/venv/bin/python $work/count.py $work/tree" >/dev/null
for kind in small tree; do
  python3 - $work/$kind.json <<'PYTHON'
import json, sys

results = json.load(open(sys.argv[1]))["results"]
for result in results:
    print(f'  {result["command"]:36} {result["median"] * 1000:9.2f} ms median   {result["median"] / results[0]["median"]:6.2f}x')
PYTHON
done
for kind in "a sentence over and over" "one letter"; do
  case $kind in
  "one letter") text=(bash -c "head -c 1000000000 /dev/zero | tr '\\0' a") ;;
  *) text=(bash -c "yes 'The quick brown fox jumps over 12 lazy dogs; and so on.' | head -c 1000000000") ;;
  esac
  "${text[@]}" | /usr/bin/time -f "  1 GB on standard input, $kind: %e s, %M KB at most" "$llmctl" tokens >/dev/null
done
