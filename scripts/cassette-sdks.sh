#!/usr/bin/env bash
# Records the openai and anthropic SDKs, as they are on PyPI, while they ask the real local model, stops the server, and plays: text, every
# event and the exit status have to be the same, and one changed byte of a request has to be told.
#   scripts/cassette-sdks.sh
# LLMCTL_BINARY names llmctl where it is there already; else it is built. CASSETTE_VENV names a virtual environment with both SDKs.
# The server has a port of its own, LLMCTL_MODEL_PORT (default 18090), because it is stopped in the middle: another one may be in use.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh
. scripts/programs.sh

scripts/install-packages.sh model
need_binary
export LLMCTL_MODEL_PORT=${LLMCTL_MODEL_PORT:-18090}
! curl --silent --max-time 2 "http://127.0.0.1:$LLMCTL_MODEL_PORT/health" >/dev/null 2>&1 ||
  stop_with "a server answers on port $LLMCTL_MODEL_PORT already, and would be stopped here; set LLMCTL_MODEL_PORT to another one"

work=$(mktemp -d)
trap 'scripts/local-model.sh stop; rm -rf "$work"' EXIT
venv=${CASSETTE_VENV:-$work/venv}
if [ ! -x "$venv/bin/python3" ]; then
  say "Installing the SDKs"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check openai anthropic || stop_with "pip could not install openai and anthropic"
fi
export PYTHONDONTWRITEBYTECODE=1 LLMCTL_HOME=$work/home
# Nothing else may lead anywhere, and no key is there but the canary.
unset OPENAI_API_KEY ANTHROPIC_API_KEY ANTHROPIC_AUTH_TOKEN OPENAI_BASE_URL ANTHROPIC_BASE_URL
canary=sk-canary-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
failures=0

# check WHAT CONDITION…: a line, and a count of those that do not hold.
check() {
  local what=$1
  shift
  if "$@"; then printf '  ok    %s\n' "$what"; else
    printf '  FAIL  %s\n' "$what"
    failures=$((failures + 1))
  fi
}

status_of() {
  local status=0
  "$@" || status=$?
  echo "$status" >"$work/status"
}

status_was() { [ "$(cat "$work/status")" = "$1" ]; }
without() { ! grep -qF -- "$1" "$2"; }
holds() { grep -qF -- "$1" "$2"; }
has_lines() { [ "$(wc -l <"$2")" -eq "$1" ]; }
no_server() { ! curl --silent --fail --max-time 2 "$1/health" >/dev/null 2>&1; }

client() { echo "$venv/bin/python3" scripts/cassette_client.py "$1" gemma-3-270m; }

say "Recording"
record() {
  local address=$1 sdk
  for sdk in openai anthropic; do
    # shellcheck disable=SC2046
    status_of env OPENAI_BASE_URL="$address/v1" ANTHROPIC_BASE_URL="$address" OPENAI_API_KEY="$canary" ANTHROPIC_API_KEY="$canary" \
      "$LLMCTL_BINARY" replay record --to "$work/$sdk.yaml" -- $(client $sdk) "The capital of France is" 3 \
      >"$work/$sdk.recorded" 2>"$work/$sdk.record-notes"
    check "$sdk: the program's exit status is passed on (3)" status_was 3
    check "$sdk: six calls came through" has_lines 6 "$work/$sdk.recorded"
    check "$sdk: the key is not in the file" without "$canary" "$work/$sdk.yaml"
    cat "$work/$sdk.record-notes"
  done
}
address=$(scripts/local-model.sh start)
record "$address"
scripts/local-model.sh stop
tries=0
until no_server "$address"; do
  tries=$((tries + 1))
  [ $tries -lt 100 ] || stop_with "the model server at $address goes on; it is not the one that this script began"
  sleep 0.1
done

say "Playing, with the server stopped and without a key"
for sdk in openai anthropic; do
  # shellcheck disable=SC2046
  status_of "$LLMCTL_BINARY" replay play "$work/$sdk.yaml" --all-used -- $(client $sdk) "The capital of France is" 3 \
    >"$work/$sdk.played" 2>"$work/$sdk.play-notes"
  check "$sdk: the same exit status (3)" status_was 3
  check "$sdk: the same text and the same events in all calls" cmp -s "$work/$sdk.recorded" "$work/$sdk.played"
  check "$sdk: nothing is said beside it" [ ! -s "$work/$sdk.play-notes" ]
done

say "Playing, with one byte of the prompt changed"
for sdk in openai anthropic; do
  # shellcheck disable=SC2046
  status_of "$LLMCTL_BINARY" replay play "$work/$sdk.yaml" -- $(client $sdk) "The capital of Francf is" 3 \
    >"$work/$sdk.changed" 2>"$work/$sdk.change-notes"
  check "$sdk: exit status 1" status_was 1
  check "$sdk: the difference is shown" holds 'sent "The capital of Francf is"' "$work/$sdk.change-notes"
  sed 's/^/    /' "$work/$sdk.change-notes"
done

say "What was recorded"
wc -c "$work"/*.yaml | sed 's/^/  /'
[ "$failures" -eq 0 ] || stop_with "$failures checks do not hold"
say "All of it holds"
