# Servanda. `make` lists what can be done.

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2

BIN := .venv/bin
VENV := .venv/.made
RUNTIME := .venv/.runtime
DEV := .venv/.dev

STYLE := $(BIN)/ruff check
FORMAT := $(BIN)/ruff format --check
TYPES := $(BIN)/mypy
FLOORS := $(BIN)/lint-imports

# Nothing is built in isolation: all that the build needs is pinned in the requirements.
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PINNED := --require-hashes --no-deps --only-binary :all:
EDITABLE := --no-deps --no-build-isolation --editable .

# A program that is started a thousand times by the tests is not compiled each time.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install demo test lint types floors messages bench requirements clean

help: ## List what can be done
	@echo "Servanda: make <one of these>"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "PYTHON=python3.12 chooses the interpreter, PORT=8001 the port, DATABASE_URL=... the database."

install: $(RUNTIME) ## Set up .venv/bin/servanda, the one command

demo: $(RUNTIME) ## Load the demonstration register, print its brief, serve its pages (PORT=8000)
	@$(BIN)/python scripts/foreground $(BIN)/servanda demo --port $(PORT)

# The checks take one core for a minute, and tests wait now and then: they are run beside each other.
test: $(DEV) ## Check and test everything (browser and PostgreSQL tests need their programs)
	@$(BIN)/python scripts/together.py "$(BIN)/pytest -n $(WORKERS)" "$(STYLE)" "$(FORMAT)" "$(TYPES)" "$(FLOORS)"

lint: $(DEV) ## Check style
	$(STYLE)
	$(FORMAT)

types: $(DEV) ## Check types
	$(TYPES)

floors: $(DEV) ## Check that imports point down only
	$(FLOORS)

messages: $(DEV) ## Gather the texts to translate and compile the translations (the result is committed)
	$(BIN)/python scripts/messages.py

bench: $(DEV) ## Measure speed and size (minutes; needs PostgreSQL's programs)
	$(BIN)/python -m benchmarks

requirements: $(DEV) ## Choose and pin the newest dependencies that pyproject.toml allows
	scripts/pin-requirements

clean: ## Remove what was installed (the register in var/ stays)
	rm -rf .venv build *.egg-info

$(VENV):
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing: install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Servanda needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1): name a newer one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments: install its venv (Debian: apt-get install python3-venv)."; exit 1; }
	@echo "Making a virtual environment in .venv"
	@$(PYTHON) -m venv --clear .venv
	@touch $@

$(RUNTIME): $(VENV) requirements/runtime.txt pyproject.toml
	@echo "Installing Servanda"
	@$(PIP) install $(PINNED) --requirement requirements/runtime.txt
	@$(PIP) install $(EDITABLE)
	@touch $@

$(DEV): $(RUNTIME) requirements/dev.txt
	@echo "Installing what the tests need"
	@$(PIP) install $(PINNED) --requirement requirements/dev.txt
	@touch $@
