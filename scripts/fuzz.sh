#!/bin/sh
# Runs each fuzz target of Tests/Fuzz for some seconds (60 by default) on top of its seed corpus. Ends with an error, and
# keeps the input that shows it, as soon as a target finds something.
#
#   scripts/fuzz.sh [seconds] [--minimise]
#
# With --minimise, what was found replaces the seed corpus, reduced to the inputs that each add coverage.
set -eu

seconds=${1:-60}
minimise=${2:-}
root=$(cd "$(dirname "$0")/.." && pwd)
core=$root/Sources/LLMCore
fuzz=$root/Tests/Fuzz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
swift_options=

build() { # name, fuzz file, sources…
  name=$1
  shift
  # shellcheck disable=SC2086
  swiftc -O $swift_options -use-ld=lld -sanitize=fuzzer,address -parse-as-library -swift-version 6 -package-name llmctl -module-name Fuzz \
    -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
    -enable-upcoming-feature MemberImportVisibility -enable-upcoming-feature NonisolatedNonsendingByDefault \
    -o "$work/$name" "$@"
}

run() { # name
  mkdir -p "$work/$1-found" "$fuzz/Corpus/$1"
  echo "== $1, $seconds seconds"
  (cd "$work" && "./$1" -max_total_time="$seconds" -max_len=2048 -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 \
    -artifact_prefix="$root/fuzz-$1-" "$1-found" "$fuzz/Corpus/$1" >"$1.log" 2>&1) || {
    tail -40 "$work/$1.log"
    echo "fuzz.sh: $1 failed; the input is in $root/fuzz-$1-*" >&2
    exit 1
  }
  grep -E '^stat::|DONE' "$work/$1.log"
  if [ "$minimise" = --minimise ]; then
    mkdir "$work/$1-merged"
    "$work/$1" -merge=1 -max_len=512 "$work/$1-merged" "$fuzz/Corpus/$1" "$work/$1-found" >/dev/null 2>&1
    keep_small "$1"
  fi
}

# libFuzzer keeps one input for every little feature; thirty small ones are what a repository can bear.
keep_small() { # name
  rm -f "$fuzz/Corpus/$1"/*
  ls -Sr "$work/$1-merged" | awk 'NR % step == 1 || step == 1' step="$((($(ls "$work/$1-merged" | wc -l) + 29) / 30))" |
    while read -r file; do cp "$work/$1-merged/$file" "$fuzz/Corpus/$1/"; done
}

build json "$fuzz/FuzzJSON.swift" "$core"/Model/JSON/*.swift
build stream "$fuzz/FuzzStream.swift" "$fuzz/Pieces.swift" "$core"/Stream/SSEDecoder.swift "$core"/Stream/ObjectDecoder.swift \
  "$core"/Stream/JSONBalance.swift "$core"/Stream/TextJoiner.swift \
  "$core"/Stream/ThinkTagSplitter.swift "$core"/Model/WireEvent.swift
build highlight "$fuzz/FuzzHighlight.swift" "$core"/Model/Byte.swift "$core"/Render/Highlight/*.swift "$core"/Render/Highlight/*/*.swift
build answer "$fuzz/FuzzAnswer.swift" "$fuzz/Pieces.swift" "$core"/Model/JSON/*.swift "$core"/Schema/Reading/*.swift \
  "$core"/Schema/Incremental/*.swift "$core"/Schema/Validation/JSONPointer.swift "$core"/Schema/Validation/SchemaAddress.swift \
  "$core"/Stream/CodeExtractor.swift "$core"/Stream/FenceSplitter.swift "$core"/Stream/FenceLine.swift
build diff "$fuzz/FuzzDiff.swift" "$core"/Review/Diff/*.swift "$core"/Review/Packing/*.swift "$core"/Model/ByteSearch.swift \
  "$core"/Context/RawPath.swift "$core"/Failure/LLMError.swift "$core"/Failure/ExitCode.swift "$core"/Failure/Recovery.swift
build difference "$fuzz/FuzzDifference.swift" "$core"/Replay/Difference/*.swift "$core"/Model/JSON/*.swift "$core"/Model/Byte.swift \
  "$core"/Model/ToolCall.swift
run difference
run diff
run json
run answer
run stream
run highlight

# The character tables are C: compiled beside it, with their module map.
tables=$root/Sources/CUnicodeTables
mkdir "$work/tables"
cp "$tables"/include/*.h "$work/tables/"
printf 'module CUnicodeTables {\n  header "CUnicodeTables.h"\n  export *\n}\n' >"$work/tables/module.modulemap"
for file in "$tables"/*.c; do clang -O2 -c -I "$tables/include" -o "$work/$(basename "$file").o" "$file"; done
swift_options="-I $work/tables"
build render "$fuzz/FuzzRender.swift" "$root"/Tests/LLMTestKit/Terminal/Grid.swift "$core"/Context/SafeText.swift \
  "$core"/Context/TextSanitizer.swift "$core"/Context/InvisibleCharacter.swift "$core"/Model/Byte.swift $(find "$core/Render" -name '*.swift') "$work"/*.o
run render

# Memory for secrets is C too.
memory=$root/Sources/CSecretMemory
mkdir "$work/memory"
cp "$memory"/include/*.h "$work/memory/"
printf 'module CSecretMemory {\n  header "CSecretMemory.h"\n  export *\n}\n' >"$work/memory/module.modulemap"
clang -O2 -c -I "$memory/include" -o "$work/secret_memory.o" "$memory/secret_memory.c"
swift_options="-I $work/memory"
credentials=$core/Credentials
build credentials "$fuzz/FuzzCredentials.swift" "$credentials"/CredentialFormat.swift "$credentials"/PartReader.swift \
  "$credentials"/UnlockSlot.swift "$credentials"/SealedEntry.swift "$credentials"/SealedFile.swift "$credentials"/ScryptCost.swift \
  "$credentials"/UnlockMethod.swift "$credentials"/CredentialRecord.swift "$credentials"/CredentialError.swift \
  "$core"/Context/KeyHolder.swift "$core"/Context/CredentialFiles.swift "$core"/Context/Endpoint.swift "$core"/Context/TimeSource.swift \
  "$core"/Failure/LLMError.swift "$core"/Failure/ExitCode.swift "$core"/Failure/Recovery.swift \
  "$core"/Model/Hexadecimal.swift "$core"/Model/Secret/Secret.swift "$work"/secret_memory.o
run credentials

build review-safety "$fuzz/FuzzReviewSafety.swift" "$core"/Review/Redaction/*.swift "$core"/Review/Isolation/*.swift \
  "$core"/Review/Surroundings/*.swift "$core"/Context/InvisibleCharacter.swift "$core"/Context/RawPath.swift \
  "$core"/Failure/LLMError.swift "$core"/Failure/ExitCode.swift "$core"/Failure/Recovery.swift "$core"/Model/Byte.swift \
  "$core"/Model/Hexadecimal.swift "$core"/Model/Secret/Secret.swift "$core"/Model/Secret/KeyShape.swift "$work"/secret_memory.o
run review-safety

# shellcheck disable=SC2046
build dialects "$fuzz/FuzzDialects.swift" $(find "$core/Model" "$core/Failure" "$core/Provider" -name '*.swift') \
  "$core"/Context/Transport.swift "$core"/Context/Endpoint.swift "$core"/Context/TimeSource.swift "$work"/secret_memory.o
run dialects

# Schemas need PCRE2, the metaschemas and the tables of characters.
mkdir "$work/schema-modules"
for module in CPCRE2 CMetaschemas; do
  cp "$root/Sources/$module"/include/*.h "$work/schema-modules/"
  for file in "$root/Sources/$module"/*.c; do
    clang -O2 -c -Wno-c23-extensions -I "$root/Sources/$module/include" -o "$work/$module.o" "$file"
  done
done
{
  printf 'module CPCRE2 {\n  header "CPCRE2.h"\n  export *\n}\n'
  printf 'module CMetaschemas {\n  header "metaschemas.h"\n  export *\n}\n'
} >"$work/schema-modules/module.modulemap"
swift_options="-I $work/schema-modules -I $work/tables"
build schema "$fuzz/FuzzSchema.swift" "$core"/Schema/Validation/*.swift "$core"/Schema/Formats/*.swift "$core"/Schema/Pattern/*.swift \
  "$core"/Schema/ShortForm/*.swift "$core"/Schema/Lowering/*.swift "$core"/Model/JSON/*.swift "$core"/Model/OutputFormat.swift \
  "$core"/Failure/Suggestion.swift "$work"/*.o -lpcre2-8
run schema

# What people write by hand is YAML: Yams, from where the package manager has put it, with its parser in C.
yams=$root/.build/checkouts/Yams/Sources
[ -d "$yams" ] || (cd "$root" && swift package resolve)
mkdir "$work/yams"
for file in "$yams"/CYaml/src/*.c; do
  clang -O2 -fsanitize=address -c -I "$yams/CYaml/include" -o "$work/yams/$(basename "$file").o" "$file"
done
# shellcheck disable=SC2046
swiftc -O -wmo -parse-as-library -swift-version 5 -sanitize=address -D SWIFT_PACKAGE -module-name Yams -I "$yams/CYaml/include" \
  -emit-module -emit-module-path "$work/yams/Yams.swiftmodule" -emit-object -o "$work/yams/Yams.o" $(find "$yams/Yams" -name '*.swift')
swift_options="-I $work/yams -I $yams/CYaml/include -I $work/schema-modules -I $work/tables -I $work/memory"
# shellcheck disable=SC2046
build documents "$fuzz/FuzzDocuments.swift" "$work"/*.o "$work"/yams/*.o -lpcre2-8 "$core"/Prompt/*.swift "$core"/Context/*.swift \
  $(find "$core/Model" "$core/Failure" "$core/Provider" "$core/Schema" "$core/Prompt/Template" "$core/Replay/Cassette" \
    "$core/Replay/Suite" "$core/Replay/Difference" -name '*.swift' ! -name 'PageFrame.swift' ! -name '*+Loopback.swift')
run documents
