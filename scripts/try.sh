#!/usr/bin/env bash
# From a bare machine to a streamed answer of a real model: builds llmctl, builds a model server, starts it on loopback
# and asks about a file of this project. What is done already is not done again.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

scripts/build.sh
scripts/install-packages.sh model

# shellcheck disable=SC2016
scripts/local-model.sh with bash -euo pipefail -c '
  . scripts/say.sh
  export OPENAI_BASE_URL=$LLMCTL_TEST_SERVER/v1
  say "llmctl chat -f Sources/LLMCore/Model/Message.swift \"In one sentence, this Swift file declares\""
  code=0
  .build-release/llmctl chat --usage -o max_tokens=80 -o temperature=0 -o stop=$'"'\\n\\n'"' \
    -f Sources/LLMCore/Model/Message.swift "In one sentence, this Swift file declares" || code=$?
  echo
  # A weak model may not find an end; then the answer is partial, and says so.
  [ $code = 0 ] || [ $code = 4 ] || stop_with "llmctl ended with exit status $code"
'
say "That was a real model of 270 million parameters: weak words, real mechanics. To go on by yourself:"
cat >&2 <<'WORDS'
      scripts/local-model.sh start        # keeps the server running; 'stop' ends it
      export OPENAI_BASE_URL=http://127.0.0.1:18080/v1
      .build-release/llmctl chat 'The capital of France is'
      .build-release/llmctl replay list
WORDS
