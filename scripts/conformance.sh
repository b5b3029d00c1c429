#!/usr/bin/env bash
# Encodes texts with llmctl's tokenizer and with tiktoken, and stops at the first difference: the corpora, and generated
# texts of every kind. Then the same with the tokenizers of local models, beside Hugging Face's tokenizers and llama.cpp.
# Diffs are compared with what git says of every commit of a repository that has everything a diff can show.
# Prices are compared with LiteLLM's own calculator, to the last digit. Schemas run the JSON Schema Test Suite, beside two peers.
#   scripts/conformance.sh [CASES [SEED]]   CASES per encoding (default 200000), a tenth of that per local model and as calls to price
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

scripts/token-peers.sh
say "Building the bench program"
scripts/release-build.sh llmctl-bench-tokens
say "Comparing with tiktoken"
work=.build-release/tokens
$work/venv/bin/python scripts/token_conformance.py .build-release/release/llmctl-bench-tokens $work "${1:-200000}" "${2:-1}"
say "Comparing with tokenizers and llama.cpp"
scripts/release-build.sh llmctl-conformance-local
python3 scripts/local_conformance.py .build-release/release/llmctl-conformance-local $work/local $((${1:-200000} / 10)) "${2:-1}"
say "Comparing with LiteLLM"
scripts/release-build.sh llmctl-conformance-prices
python3 scripts/price_import.py .build-release/release/llmctl-conformance-prices
python3 scripts/price_conformance.py .build-release/release/llmctl-conformance-prices .build-release/prices $((${1:-200000} / 10)) "${2:-1}"
say "Running the JSON Schema Test Suite"
scripts/release-build.sh llmctl-conformance-schema
python3 scripts/schema_conformance.py .build-release/release/llmctl-conformance-schema .build-release/schemas $((${1:-200000} / 10)) "${2:-1}"
.build-release/release/llmctl-conformance-schema storm $((${1:-200000} / 2)) "${2:-1}"
say "Comparing diffs with git"
scripts/diff-roundtrip.sh
