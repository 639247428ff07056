# Four commands: run, test, check, bench. Each sets up what it needs in .venv, once.
PORT ?= 8000
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
BIN := .venv/bin
# A file of tests stays in one process, and files keep their order: the browser's come last in each.
ALL_TESTS := --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test check bench clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/app.stamp ## serve the page at http://127.0.0.1:8000 (PORT= for another port)
	@$(BIN)/fallline serve --port $(PORT)

test: .venv/dev.stamp ## run every test; finds or installs a Chromium for those that need a browser
	@$(BIN)/python tests/chromium.py
	@$(BIN)/python -m pytest $(or $(ARGS),$(ALL_TESTS))

check: .venv/dev.stamp ## ruff on everything, mypy --strict on app/
	@$(BIN)/ruff check .
	@$(BIN)/mypy

bench: .venv/app.stamp ## what is claimed about speed, each figure beside its yardstick
	@$(BIN)/python -m bench

clean: ## remove the environment and what tools left behind
	@rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Fall Line needs Python 3.11 or later: install one, or name it with PYTHON="; exit 1; }
	@echo "Setting up .venv with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "This Python cannot make an environment; on Debian and Ubuntu: apt install python3-venv"; exit 1; }

.venv/app.stamp: pyproject.toml | .venv/bin/python
	@echo "Installing what Fall Line needs (once, about a minute) ..."
	@$(INSTALL) --editable .
	@touch $@

.venv/dev.stamp: pyproject.toml | .venv/bin/python
	@echo "Installing what Fall Line and its tests need (once, a minute or two) ..."
	@$(INSTALL) --editable '.[dev]'
	@touch $@ .venv/app.stamp
