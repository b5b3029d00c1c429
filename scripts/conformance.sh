#!/usr/bin/env bash
# Encodes texts with llmctl's tokenizer and with tiktoken, and stops at the first difference: the corpora, and generated
# texts of every kind.
#   scripts/conformance.sh [CASES [SEED]]   CASES per encoding (default 200000)
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

scripts/token-peers.sh
say "Building the bench program"
scripts/release-build.sh llmctl-bench-tokens
say "Comparing with tiktoken"
work=.build-release/tokens
$work/venv/bin/python scripts/token_conformance.py .build-release/release/llmctl-bench-tokens $work "${1:-200000}" "${2:-1}"
