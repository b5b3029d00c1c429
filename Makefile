# What a person types here. The work is done by the scripts; this page is the list of them.

.PHONY: help try test test-live build install uninstall bench bench-ledger bench-recordings replay-shows cassettes bench-render bench-review bench-terminal bench-tokens crowd simulate soak torment conformance fuzz storm review-storm review-shows budget-race cost-page format lint docs clean

PREFIX ?= /usr/local
DESTDIR ?=

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

try: ## Set everything up and ask a real local model a question
	@scripts/try.sh

test: ## Install what the tests need and run all of them
	@scripts/test.sh

test-live: ## Run the tests that need the real local model server
	@scripts/test-live.sh

build: ## Build the release binary: .build-release/llmctl
	@scripts/build.sh

install: ## Install binary, man pages and completions below PREFIX (default /usr/local)
	@scripts/install.sh "$(DESTDIR)$(PREFIX)"

uninstall: ## Remove what install put there
	@scripts/install.sh --remove "$(DESTDIR)$(PREFIX)"

bench: ## Measure against curl, side by side, and print ratios
	@scripts/bench.sh

bench-terminal: ## Measure a key's way to the screen beside bash and the kernel
	@scripts/bench-terminal.sh

bench-render: ## Render answers beside Streamdown and rich and print ratios
	@scripts/bench-render.sh

bench-ledger: ## Report on a ledger of CALLS=N calls (1000000), which takes ten minutes to fill the first time
	@scripts/bench-ledger.sh "$(or $(CALLS),1000000)"

replay-shows: ## Turn a suite red by a broken prompt and green by a rollback, on the real local model
	@scripts/replay-shows.sh

cassettes: ## Record the openai and anthropic SDKs against the real local model, and play them without it
	@scripts/cassette-sdks.sh

bench-recordings: ## Find calls among CALLS=N recorded ones (100000)
	@scripts/bench-recordings.sh "$(or $(CALLS),100000)"

bench-review: ## Review 40 files with a server that takes 300 ms and works on 8 at a time, beside the ideal
	@scripts/review-speed.sh

bench-tokens: ## Count tokens beside other tokenizers and print ratios
	@scripts/bench-tokens.sh

crowd: ## Start 200 processes at once against a limited server and print what it saw (COUNT=N)
	@scripts/crowd.sh $(COUNT)

simulate: ## Play crowds of processes against limits and outages, in virtual time, and print a table (SCENARIOS=N, SEED=N)
	@scripts/simulate.sh $(SCENARIOS) $(SEED)

soak: ## Chaos with a real model: faults, signals, spoilt files, for SECONDS=N (600), SEED=N
	@scripts/soak.sh "$(or $(SECONDS),600)" "$(or $(SEED),1)"

torment: ## Kill a process that writes the credential file, COUNT=N times (1000), and check the file each time
	@scripts/torment.sh $(COUNT)

conformance: ## Compare the tokenizers with tiktoken, tokenizers and llama.cpp, the prices with LiteLLM, schemas with their test suite, diffs with git (CASES=N texts, SEED=N)
	@scripts/conformance.sh $(CASES) $(SEED)

fuzz: ## Fuzz the decoders for a minute each (SECONDS_EACH=N for longer)
	@scripts/fuzz.sh $(SECONDS_EACH)

storm: ## Send a million (COUNT=N) random streams, answers and diffs through, and check each (SEED=N)
	@scripts/render-storm.sh "$(or $(COUNT),1000000)" "$(or $(SEED),1)"
	@scripts/answer-storm.sh "$(or $(COUNT),1000000)" "$(or $(SEED),1)"
	@scripts/diff-storm.sh "$(or $(COUNT),1000000)" "$(or $(SEED),1)"

budget-race: ## Have 100 processes race for a budget of one dollar while some are killed, ROUNDS=N times (5)
	@scripts/budget-race.sh "$(or $(ROUNDS),5)"

cost-page: ## Write the page of what you spent, and take pictures of it with Chromium
	@scripts/cost-page-shows.sh

review-storm: ## Review COUNT=N commits (200) drawn by SEED=N in every format, with a scripted model whose findings are true and false
	@scripts/review-storm.sh "$(or $(COUNT),200)" "$(or $(SEED),1)"

review-shows: ## Review this repository's last commits in every format with the real local model, and check each report (COUNT=N commits)
	@scripts/review-shows.sh "$(or $(COUNT),10)"

format: ## Format the sources
	@swift format --in-place --recursive --parallel Package.swift Sources Tests

lint: ## Check formatting and style
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests

docs: ## Write completions and man pages anew from the command definitions
	@scripts/docs.sh write

clean: ## Remove everything built
	@rm -rf .build .build-release
