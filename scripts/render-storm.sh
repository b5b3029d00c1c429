#!/usr/bin/env bash
# Sends random byte streams through the renderer, a million by default, and checks each as the fuzz target does.
#   scripts/render-storm.sh [COUNT] [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

work=.build-release/storm
core=Sources/LLMCore
tables=Sources/CUnicodeTables
mkdir -p $work/tables
cp $tables/include/*.h $work/tables/
printf 'module CUnicodeTables {\n  header "CUnicodeTables.h"\n  export *\n}\n' >$work/tables/module.modulemap
for file in $tables/*.c; do clang -O2 -c -I $tables/include -o "$work/$(basename "$file").o" "$file"; done
say "Building"
find $core/Render -name '*.swift' -print0 | xargs -0 swiftc -O -wmo -use-ld=lld -parse-as-library -swift-version 6 -package-name llmctl \
  -module-name Storm -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
  -enable-upcoming-feature MemberImportVisibility -enable-upcoming-feature NonisolatedNonsendingByDefault -I $work/tables \
  -o $work/render-storm Tests/Fuzz/FuzzRender.swift Tests/Fuzz/RenderStorm.swift Tests/Fuzz/StormInput.swift Tests/LLMTestKit/Terminal/Grid.swift \
  Tests/LLMTestKit/SeededRandom.swift \
  $core/Context/SafeText.swift $core/Context/TextSanitizer.swift $core/Context/InvisibleCharacter.swift $work/*.o
say "Rendering"
$work/render-storm "${1:-1000000}" "${2:-1}"
