#!/usr/bin/env bash
# Completions and man pages, made from the command definitions in the binary.
#   scripts/docs.sh write   make them anew
#   scripts/docs.sh check   fail if the committed ones are not what the binary would make
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

binary=${LLMCTL_BINARY:-.build/debug/llmctl}
[ -x "$binary" ] || swift build --product llmctl

generate() {
  mkdir -p "$1/completions" "$1/man"
  "$binary" --generate-completion-script bash >"$1/completions/llmctl.bash"
  "$binary" --generate-completion-script zsh >"$1/completions/_llmctl"
  "$binary" --generate-completion-script fish >"$1/completions/llmctl.fish"
  "$binary" --experimental-dump-help | python3 scripts/man_pages.py "$1/man"
}

case ${1:-} in
write) generate . ;;
check)
  fresh=$(mktemp -d)
  trap 'rm -rf "$fresh"' EXIT
  generate "$fresh"
  for folder in completions man; do
    diff -ru "$folder" "$fresh/$folder" >&2 || stop_with "$folder/ is stale; run 'make docs' and commit the result."
  done
  bash -n completions/llmctl.bash
  zsh -n completions/_llmctl
  fish --no-execute completions/llmctl.fish
  for page in man/*.1; do
    mandoc -T lint -W warning "$page" >&2 || stop_with "$page is not clean for mandoc"
  done
  ;;
*) stop_with "usage: scripts/docs.sh write|check" ;;
esac
