#!/usr/bin/env bash
# Shows on a real local model what replays and versions of prompts are for: a conversation is made again with another version of its
# template and compared; a suite of ten cases out of the ledger turns red by a broken version, and green again by a rollback; and a canary key is
# in nothing that was kept or written.
#   scripts/replay-shows.sh
# LLMCTL_BINARY names llmctl where it is there already; else it is built.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh
. scripts/programs.sh

scripts/install-packages.sh model
need_binary

work=$(mktemp -d)
export LLMCTL_MODEL_PORT=${LLMCTL_MODEL_PORT:-18083}
trap 'scripts/local-model.sh stop; rm -rf "$work"' EXIT
address=$(scripts/local-model.sh start)
export LLMCTL_HOME=$work/home OPENAI_API_KEY
unset ANTHROPIC_API_KEY GEMINI_API_KEY OPENAI_BASE_URL
OPENAI_API_KEY=sk-canary$(od -An -N20 -tx1 /dev/urandom | tr -d ' \n')
mkdir -p "$LLMCTL_HOME/prompts/finish"
cat >"$LLMCTL_HOME/config.yaml" <<YAML
model: local/gemma-3-270m
providers:
  local: {kind: llama-server, base_url: $address/v1, key_env: OPENAI_API_KEY}
options: {temperature: 0, max_tokens: 60, seed: 1, stop: .}
YAML
printf 'user: "The {{thing}} of {{input}} is"\nparameters: {thing: {type: string, default: capital}}\n' >"$LLMCTL_HOME/prompts/finish/v1.yaml"
failures=0

# expect STATUS COMMAND…: runs it, shows the end of what it says, and counts another exit status.
expect() {
  local wanted=$1 status=0
  shift
  "$LLMCTL_BINARY" "$@" >"$work/out" 2>&1 || status=$?
  tail -n "${LINES_SHOWN:-14}" "$work/out" | sed 's/^/    /'
  if [ "$status" = "$wanted" ]; then printf '  ok    exit %s: llmctl %s\n' "$status" "$*"; else
    printf '  FAIL  exit %s, not %s: llmctl %s\n' "$status" "$wanted" "$*"
    failures=$((failures + 1))
  fi
}

say "Ten calls of a template"
for country in France Italy Spain Germany Japan Egypt Norway Canada Peru Kenya; do
  LINES_SHOWN=1 expect 0 chat -t finish --tag show=suite "$country"
done

say "A suite out of them"
LINES_SHOWN=3 expect 0 replay export --tag show=suite --limit 10 --assert equals --to "$work/suite.yaml"
grep -c 'name:' "$work/suite.yaml" | sed 's/^/    cases and suite named: /'
expect 0 replay suite "$work/suite.yaml" --fail-on regress

say "A broken version turns it red"
printf 'user: "Nobody knows the {{thing}} of {{input}} because"\nparameters: {thing: {type: string, default: capital}}\n' \
  >"$LLMCTL_HOME/prompts/finish/v2.yaml"
LINES_SHOWN=3 expect 0 prompts use finish@v2
LINES_SHOWN=24 expect 1 replay suite "$work/suite.yaml" --fail-on regress --report junit="$work/junit.xml"

say "A rollback turns it green"
LINES_SHOWN=3 expect 0 prompts rollback finish
expect 0 replay suite "$work/suite.yaml" --fail-on regress
expect 0 prompts compare finish

say "A conversation again, with another version"
LINES_SHOWN=2 expect 0 chat -t finish@v1 France
# Of this the model finds no end: its limit does, with status 4.
LINES_SHOWN=2 expect 4 chat -c 'Next to it lies'
trip=$("$LLMCTL_BINARY" replay show last --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["conversation"])')
LINES_SHOWN=12 expect 4 replay run --conversation "$trip" -t finish@v2 --yes --html "$work/trip.html"
LINES_SHOWN=30 expect 0 replay diff last

say "The canary"
if grep -rqaF -- "$OPENAI_API_KEY" "$work"; then
  printf '  FAIL  the key is in:\n'
  grep -rlaF -- "$OPENAI_API_KEY" "$work"
  failures=$((failures + 1))
else
  printf '  ok    the key is in no file of %s\n' "$(find "$work" -type f | wc -l)"
fi
[ "$failures" -eq 0 ] || stop_with "$failures things are not as they should be"
say "All of it holds"
