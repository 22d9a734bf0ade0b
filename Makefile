# make setup   install dateline into .venv
# make demo    code the example reports and show their events
# make test    lint, types, tests
# make bench CORPORA=folder   measure on public corpora (docs/measurements.md)
# make clean   remove what these make
PYTHON ?= python3
CORPORA ?= corpora
VENV := .venv
BIN := $(VENV)/bin
# not the folder itself: the Reports that the demo writes lie in it
EXAMPLES := $(filter %.txt %.md %.html %.jsonl %.csv %.pdf %.warc.gz,$(wildcard examples/*))

.PHONY: setup demo test bench clean

setup: $(VENV)/installed

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "dateline needs Python 3.11 or later: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/installed

demo: setup
	@mkdir -p examples/out
	@$(BIN)/dateline code --format table $(EXAMPLES)
	@$(BIN)/dateline annotate --quiet -o examples/out/reports.jsonl $(EXAMPLES)
	@echo "Everything found is in examples/out/reports.jsonl: see it with $(BIN)/dateline show examples/out/reports.jsonl"

test: $(VENV)/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest

bench: $(VENV)/installed-dev
	$(BIN)/python -m bench $(CORPORA) --write docs/measurements.md

clean:
	rm -rf $(VENV) examples/out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
