#!/usr/bin/env bash
# Builds the release binary at .build-release/llmctl: stripped, position-independent, with the Swift runtime, SQLite, libedit,
# libkeyutils, PCRE2, zlib and libstdc++ inside, so that it runs on a machine that has none of them.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

command -v swift >/dev/null || stop_with "Swift 6.3 is not installed. Get it from https://www.swift.org/install and put it on PATH."
scripts/install-packages.sh build

say "Building llmctl (5 to 15 minutes the first time)"
static=.build-release/static
mkdir -p "$static"
# The linker takes the first library it finds, and prefers a shared one in the same folder; here are only static ones.
for library in sqlite3 edit bsd tinfo md keyutils pcre2-8 z zstd stdc++; do
  path=$(gcc -print-file-name=lib$library.a)
  [ -f "$path" ] || stop_with "lib$library.a is missing; install libsqlite3-dev, libedit-dev, libkeyutils-dev, libpcre2-dev, zlib1g-dev, libzstd-dev and libstdc++-12-dev."
  ln -sf "$path" "$static/lib$library.a"
done

LLMCTL_COMMIT=$(scripts/commit.sh)
export LLMCTL_COMMIT
scripts/release-build.sh llmctl
strip -o .build-release/llmctl.new .build-release/release/llmctl
# SwiftPM has the loader look beside the binary first, wherever somebody puts it; there is nothing of ours to be found.
chrpath --delete .build-release/llmctl.new >/dev/null
mv .build-release/llmctl.new .build-release/llmctl
say "Built .build-release/llmctl ($(($(stat -c %s .build-release/llmctl) >> 20)) MiB)"
