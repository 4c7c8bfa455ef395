# Namewire. `make demo` and `make test` need Python 3.11 or newer and make, nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := UV_LINK_MODE=copy $(BIN)/uv pip install --quiet --python $(BIN)/python

# What a person may want to change for `make up`.
HOST ?= 127.0.0.1
PORT ?= 8080
SAMPLE ?= 0

# How much `make fuzz` tries.
INPUTS ?= 200000
SEED ?= 1

.PHONY: help demo test up check-scheduler bench eval fuzz soak clean

help: ## Show these targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

demo: $(VENV)/installed ## Run the whole line through Airflow on the sample world, and show what came out
	@$(BIN)/python -m sample.demo

test: $(VENV)/installed-dev ## Every check: format, lint, types, imports, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest -q -n 2 --dist worksteal

up: $(VENV)/installed ## Start Airflow with its UI on the real feeds (SAMPLE=1: on the sample world)
	@$(BIN)/python -m sample.up --host $(HOST) --port $(PORT) $(if $(filter 1,$(SAMPLE)),--sample)

check-scheduler: $(VENV)/installed-dev ## Let the scheduler alone run the line on the sample world, and compare
	@$(BIN)/python -m benchmarks.check_scheduler

bench: $(VENV)/installed-dev $(VENV)/installed-bench ## Articles per second of the line, of names beside two other matchers, of the search for copies
	@$(BIN)/python -m benchmarks

eval: $(VENV)/installed-dev ## Names, texts, credits and copies measured on the gold sets and on the open corpora of ../shared
	@$(BIN)/python -m benchmarks.names
	@$(BIN)/python -m benchmarks.linking
	@$(BIN)/python -m benchmarks.completeness
	@$(BIN)/python -m benchmarks.extraction --check
	@$(BIN)/python -m benchmarks.copies
	@$(BIN)/python -m benchmarks.metadata --check
	@$(BIN)/python -m benchmarks.credits

fuzz: $(VENV)/installed-dev ## Hostile variants of feeds and pages through the parsers (INPUTS=200000, SEED=1)
	@$(BIN)/python -m benchmarks.fuzz --inputs $(INPUTS) --seed $(SEED)

soak: $(VENV)/installed-dev ## A simulated fortnight of 300 strangers' feeds, every request scored
	@$(BIN)/python -m benchmarks.politeness

clean: ## Remove the environment and everything that runs wrote
	rm -rf $(VENV) data .mypy_cache .ruff_cache .hypothesis .eval

$(BIN)/uv: requirements-build.lock
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else f"Namewire needs Python 3.11 to 3.13; {sys.executable} is {v[0]}.{v[1]}. Try: make PYTHON=python3.12")'
	@echo "Making the environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.lock
	@touch $@

$(VENV)/installed: requirements.lock pyproject.toml | $(BIN)/uv
	@echo "Installing the locked dependencies ..."
	@$(UV) --require-hashes -r requirements.lock
	@$(UV) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock | $(VENV)/installed
	@echo "Installing the locked tools of development ..."
	@$(UV) --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/installed-bench: requirements-bench.lock | $(VENV)/installed-dev
	@echo "Installing the locked peers that names are measured beside ..."
	@$(UV) --require-hashes -r requirements-bench.lock
	@touch $@
