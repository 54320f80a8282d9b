# The two commands are `make run` and `make test`; `make help` lists the rest. On Windows: docs/how-to/windows.md.

VENV ?= .venv
PORT ?= 8501
BIN = $(VENV)/bin
PARALLEL = --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
CHOSEN = $(if $(GEMEENTE),VEILIGHEID_GEMEENTE=$(GEMEENTE))
SETUP = sh .ci/setup $(VENV)

.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev test check test-exhaustive test-duckdb2 lock format sample bench docs clean

help:  ## deze lijst
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name text; do \
		printf '  make %-16s %s\n' "$$name" "$$text"; done

run: setup  ## het dashboard op http://127.0.0.1:8501 (PORT=... voor een andere poort, GEMEENTE=GM1641 voor een andere gemeente)
	@echo "Veiligheid in beeld staat op http://127.0.0.1:$(PORT) (stoppen met Ctrl-C)."
	@$(CHOSEN) exec $(BIN)/streamlit run asgi.py --server.port $(PORT)

setup:  ## alleen de virtuele omgeving (.venv) met wat het dashboard nodig heeft
	@$(SETUP) requirements.txt

setup-dev:  ## de virtuele omgeving met ook alles om te ontwikkelen en te testen
	@$(SETUP) requirements-dev.txt requirements.txt

test: setup-dev  ## alle tests, met echte browser als er een Chromium is
	@$(BIN)/python -m pytest $(PARALLEL)

check: setup-dev  ## opmaak, lint, types, importregels, documentatie en vergrendelde pakketten
	@$(BIN)/ruff format --check --quiet . || { echo "Niet opgemaakt. Draai: make format" >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@report=$$($(BIN)/lint-imports --no-logo 2>&1) || { echo "$$report" >&2; exit 1; }
	@if [ -f docs/generate.py ]; then $(BIN)/python docs/generate.py --check; fi
	@sh .ci/lock $(VENV) check
	@echo "Alles in orde."

test-exhaustive: setup-dev  ## ook de lange tests
	@$(BIN)/python -m pytest $(PARALLEL) -m "slow or not slow"

test-duckdb2:  ## de tests op de nieuwste DuckDB 2, in een eigen omgeving (.venv-duckdb2)
	@sh .ci/setup .venv-duckdb2 requirements-dev.txt
	@.venv-duckdb2/bin/python -m pip install --quiet --quiet --disable-pip-version-check --only-binary :all: "duckdb>=2,<3"
	@.venv-duckdb2/bin/python -m pytest $(PARALLEL)

lock: setup-dev  ## requirements*.txt opnieuw maken uit requirements*.in (UPGRADE=--upgrade: alles bijwerken)
	@UPGRADE="$(UPGRADE)" sh .ci/lock $(VENV) write

format: setup-dev  ## de code opmaken
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

sample: setup  ## de meegeleverde voorbeeldgegevens opnieuw maken (altijd byte voor byte dezelfde; ook met GEMEENTE=...)
	@$(CHOSEN) $(BIN)/python -m analytics sample

bench: setup-dev  ## de snelheid meten
	@$(BIN)/python -m benchmarks

docs: setup-dev  ## de gegenereerde documentatie opnieuw maken
	@$(BIN)/python docs/generate.py

clean:  ## de virtuele omgevingen en alles wat opnieuw te maken is weggooien (geen gegevens)
	@rm -rf .venv .venv-* build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
