# make setup   install dateline into .venv
# make demo    read one example report with its events, and write those of all examples
# make test    lint, types, tests
# make corpus  check the training corpus and print what it covers (a part of make test)
# make bench CORPORA=folder   measure on public corpora (docs/measurements.md)
# make clean   remove what these make
PYTHON ?= python3
CORPORA ?= corpora
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo
SHOWN := examples/wire-harbour-strike.txt

.PHONY: setup demo test corpus bench clean

setup: $(VENV)/installed

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "dateline needs Python 3.11 or later: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	@echo "Installing dateline and what it needs into $(VENV) (once, about half a minute) ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -e .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/installed

demo: setup
	@mkdir -p $(DEMO)
	@$(BIN)/dateline annotate --quiet -o $(DEMO)/reports.jsonl examples/
	@$(BIN)/dateline code --quiet -o $(DEMO)/events.csv $(DEMO)/reports.jsonl
	@$(BIN)/dateline show --document $(SHOWN) $(DEMO)/reports.jsonl
	@echo
	@echo "That was one report. The events of all seven in examples/ are a table now: $(DEMO)/events.csv"
	@echo "Next:  $(BIN)/dateline code examples/           the events of all seven on the screen"
	@echo "       $(BIN)/dateline show your-report.html    a report of your own"

test: $(VENV)/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest

corpus: $(VENV)/installed-dev
	@$(BIN)/python -m corpus

bench: $(VENV)/installed-dev
	$(BIN)/python -m bench $(CORPORA) --write docs/measurements.md

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
