# Two commands to know: make demo, make test. Both need Python 3.11 or later and nothing else.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
DEMO := out/demo
GOLD := tests/evaluation

.DELETE_ON_ERROR:
.PHONY: help demo test lint types layers browser eval bench pictures clean

help:  ## list what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

define ask
	@echo; echo '# $(1)'; echo '$$ kgbuild query $(2) --on $(DEMO)'
	@$(BIN)/kgbuild query $(2) --on $(DEMO)
endef

demo: $(VENV)/installed  ## build a knowledge graph from examples/ and ask it some questions
	@echo '$$ kgbuild build examples -o $(DEMO)'
	@$(BIN)/kgbuild build examples -o $(DEMO)
	$(call ask,What is in it?,overview)
	$(call ask,How large is Hoover Dam?,size -p place="Hoover Dam")
	$(call ask,Who says how high it is?,quote -p subject="Hoover Dam" -p predicate=kgb:height)
	$(call ask,Who was held where and when?,detainees)
	$(call ask,Is there a triple that no words of an article back?,untraced)
	@echo; echo 'None. The graph is in $(DEMO): facts.ttl to read, all.nq to load, facts.jsonl as a table,'
	@echo 'report.json for what was left out. More questions: $(BIN)/kgbuild query --list'

test: lint types layers browser scripts/parsers/node_modules  ## prove that it works: lint, types, layers, all tests, doctests, README, wheel
	$(BIN)/pytest -q --numprocesses auto --dist loadfile

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed-dev
	$(BIN)/mypy

layers: $(VENV)/installed-dev
	$(BIN)/lint-imports --no-logo

browser:  # in which the tests look at pages
	@scripts/browser

scripts/parsers/node_modules: scripts/parsers/package-lock.json  # parsers from outside Python, for one test
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --prefix scripts/parsers; \
	else echo 'no npm: the test with parsers from outside Python is skipped'; fi

eval: $(VENV)/installed  ## score extraction against the gold facts
	@$(BIN)/python scripts/evaluate.py $(GOLD)/dev $(if $(wildcard ../shared/eval),--model)
	@echo; echo 'held out:'
	@$(BIN)/python scripts/evaluate.py $(GOLD)/heldout

bench: $(VENV)/installed  ## measure against the same in plain rdflib and pySHACL
	$(BIN)/python benchmarks/build.py

pictures: $(VENV)/installed  ## draw docs/*.svg from a build
	$(BIN)/python docs/make_pictures.py

clean:  ## remove what was built, but not .venv
	rm -rf out dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'kgbuild needs Python 3.11 or later; say which: make demo PYTHON=/path/to/python3.11' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/installed
