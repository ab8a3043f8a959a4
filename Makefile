# Two commands matter: `make extract` and `make test`. Both set up what they need first, once.
SHELL := /bin/sh
.DEFAULT_GOAL := help

RAW ?= data/raw
OUT ?= data/parquet
JOBS ?=
SCHEDULER ?=
ARGS ?=
SUITE ?= quick

PYTHON := .venv/bin/python
RUN := .venv/.installed
DEV := .venv/.installed-dev

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: extract
extract: $(RUN) ## Read the documents in data/raw and publish data/parquet (RAW=, OUT=, JOBS=, SCHEDULER=, ARGS=)
	@sh scripts/tesseract.sh
	@$(PYTHON) -m pipeline extract --raw "$(RAW)" --out "$(OUT)" \
		$(if $(JOBS),--jobs $(JOBS)) $(if $(SCHEDULER),--scheduler "$(SCHEDULER)") $(ARGS)

.PHONY: status
status: $(RUN) ## Show what is published
	@$(PYTHON) -m pipeline status --raw "$(RAW)" --out "$(OUT)"

.PHONY: review
review: $(RUN) ## Look at what is doubtful in the browser and say what is printed (RAW=, OUT=, ARGS=--static=folder)
	@$(PYTHON) -m pipeline review --raw "$(RAW)" --out "$(OUT)" $(ARGS)

.PHONY: test
test: $(DEV) ## Run the whole test suite
	@sh scripts/tesseract.sh
	@sh scripts/fonts.sh
	@sh scripts/chromium.sh
	@$(PYTHON) -m pytest -n auto $(ARGS)

.PHONY: test-browser
test-browser: $(DEV) ## Run the tests of the review page in a real browser
	@sh scripts/fonts.sh
	@sh scripts/chromium.sh
	@$(PYTHON) -m pytest tests/browser $(ARGS)

.PHONY: test-quick
test-quick: $(DEV) ## Run the tests without the slow ones
	@$(PYTHON) -m pytest -n auto -m "not slow and not browser" $(ARGS)

.PHONY: check
check: $(DEV) ## Format, lint, strict types, tests: before every commit
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy
	@$(MAKE) --no-print-directory test

.PHONY: format
format: $(DEV) ## Format the code
	@$(PYTHON) -m ruff check --fix-only --quiet .
	@$(PYTHON) -m ruff format .

.PHONY: evaluate
evaluate: $(DEV) ## Score against known truth, with gains and losses by name (SUITE=quick|full, ARGS=--accept)
	@sh scripts/fonts.sh
	@$(PYTHON) -m tests.evaluation --suite $(SUITE) $(ARGS)
.PHONY: bench
bench: $(DEV) ## Measure us against other tools, into docs/benchmarks.md (BENCH=full for more)
	@$(PYTHON) -m tests.bench $(BENCH) $(ARGS)

.PHONY: bench-reading
bench-reading: $(DEV) ## Measure reading beside the bare libraries, into docs/benchmarks.md
	@$(PYTHON) -m tests.bench.reading $(ARGS)

.PHONY: bench-scale
bench-scale: $(DEV) ## Measure runs over many documents, into docs/benchmarks.md
	@$(PYTHON) -m tests.bench.scale $(ARGS)

.PHONY: golden
golden: $(DEV) ## Rewrite the golden files after a change that was meant; look at the diff
	@$(PYTHON) -m tests.golden

.PHONY: docs
docs: $(DEV) ## Write docs/datasets.md from the declarations
	@$(PYTHON) -m pipeline describe --markdown > docs/datasets.md

.PHONY: notebook
notebook: $(DEV) ## Open the notebooks
	@.venv/bin/jupyter lab notebooks

.PHONY: lock
lock: $(DEV) ## Lock the dependencies of pyproject.toml anew, with hashes and no index address
	@sh scripts/lock.sh

.PHONY: clean
clean: ## Remove what can be made again: results kept, published datasets, the environment
	rm -rf .venv data/cache data/parquet/[a-z_]* .pytest_cache .mypy_cache .ruff_cache

$(RUN): requirements.lock pyproject.toml scripts/setup.sh
	@sh scripts/setup.sh requirements.lock
	@touch $@

$(DEV): requirements-dev.lock pyproject.toml scripts/setup.sh
	@sh scripts/setup.sh requirements-dev.lock
	@touch $@ $(RUN)
