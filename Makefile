PYTHON ?= python3
BIN := .venv/bin
IN_PARALLEL := --numprocesses auto --dist worksteal

.PHONY: demo test test-core lint chromium gate clean

demo: .venv/installed ## train on the shipped annotations, then predict a thread that the model has not seen
	$(BIN)/classify train --output .demo/model
	$(BIN)/classify predict --model .demo/model --format table examples/senate-vote.txt

test: lint chromium ## everything: style, types, tests
	$(BIN)/pytest $(IN_PARALLEL)

test-core: .venv/test-installed ## the tests that need no browser
	$(BIN)/pytest $(IN_PARALLEL) -m "not browser"

lint: .venv/test-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

chromium: ## pages are tested in it
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium; \
	else \
		echo "tests of pages need Chromium: install it (apt-get install chromium), or run make test-core" >&2; exit 1; \
	fi

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
