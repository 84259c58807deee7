PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test test-core lint gate clean

demo: .venv/installed ## train on the shipped annotations, then predict a thread that the model has not seen
	$(BIN)/classify train --output .demo/model
	$(BIN)/classify predict --model .demo/model --format table examples/senate-vote.txt

test: lint test-core ## everything: style, types, tests

lint: .venv/test-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test-core: .venv/test-installed
	$(BIN)/pytest

gate: .venv/installed ## quality figures against their floors: make gate DATA=folder
	@test -n "$(DATA)" || { echo "say where the data folder is: make gate DATA=folder" >&2; exit 2; }
	$(BIN)/python -m benchmarks.gate --data "$(DATA)"

clean:
	rm -rf .venv .demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version)'
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/test-installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	touch $@ .venv/installed
