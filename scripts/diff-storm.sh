#!/usr/bin/env bash
# Sends diffs, a million by default, made up and spoiled, through what reads, writes and packs them, and checks each as the fuzz target
# does.
#   scripts/diff-storm.sh [COUNT] [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

work=.build-release/storm
core=Sources/LLMCore
mkdir -p $work
say "Building"
swiftc -O -wmo -use-ld=lld -parse-as-library -swift-version 6 -package-name llmctl -module-name Storm \
  -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
  -enable-upcoming-feature MemberImportVisibility -enable-upcoming-feature NonisolatedNonsendingByDefault \
  -o $work/diff-storm Tests/Fuzz/FuzzDiff.swift Tests/Fuzz/DiffStorm.swift Tests/Fuzz/StormInput.swift Tests/LLMTestKit/SeededRandom.swift \
  $core/Review/Diff/*.swift $core/Review/Packing/*.swift $core/Model/ByteSearch.swift $core/Context/RawPath.swift \
  $core/Failure/LLMError.swift $core/Failure/ExitCode.swift $core/Failure/Recovery.swift
say "Reading"
$work/diff-storm "${1:-1000000}" "${2:-1}"
