#!/usr/bin/env bash
# Sends malformed answers, a million by default, through what makes values, parts and code of them, and checks each as the fuzz target does.
#   scripts/answer-storm.sh [COUNT] [SEED]
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
  -o $work/answer-storm Tests/Fuzz/FuzzAnswer.swift Tests/Fuzz/Pieces.swift Tests/Fuzz/AnswerStorm.swift Tests/Fuzz/StormInput.swift Tests/LLMTestKit/SeededRandom.swift \
  $core/Model/JSON/*.swift $core/Schema/Reading/*.swift $core/Schema/Incremental/*.swift \
  $core/Schema/Validation/JSONPointer.swift $core/Schema/Validation/SchemaAddress.swift \
  $core/Stream/CodeExtractor.swift $core/Stream/FenceSplitter.swift $core/Stream/FenceLine.swift
say "Reading"
$work/answer-storm "${1:-1000000}" "${2:-1}"
