# The commands of the house. `make` lists them.
PYTHON ?= python3
PORT   ?= 8000
RECORDS ?= 10000

python := .venv/bin/python
setup  := $(PYTHON) tools/environment.py
lock   := UV_PYTHON_DOWNLOADS=never uv --no-config pip compile --quiet --universal --python-version 3.11 \
          --fork-strategy fewest --generate-hashes --no-header --no-emit-index-url --no-emit-find-links

# None of the tests takes a tenth of that: one that hangs says where it stands, and fails.
ending := -o faulthandler_timeout=300 -o faulthandler_exit_on_timeout=true

# What Python has compiled is kept, or each of the many processes of a run of the tests compiles the portal anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run demo-reset test check lint bench relevance screenshots torture format lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what the portal needs into .venv, every file checked against its hash
	@$(setup)

run: setup ## start the portal with its demonstration (PORT=8000)
	@PORT=$(PORT) $(python) app.py run --demo

demo-reset: setup ## put the demonstration back to its first day
	@$(python) app.py demo --reset

test: ## run every test, on SQLite and PostgreSQL, and the trips when Chromium is there
	@$(setup) --dev
	@$(python) -m pytest $(ending) -n 3 --dist worksteal # on two cores: some wait for a browser or for what they have killed

check: lint ## what lint checks, and the laws
	@$(python) -m pytest --quiet -n 2 tests/laws

lint: ## check style, formatting, types, import contracts and templates
	@$(setup) --dev
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache --no-logo
	@.venv/bin/djlint templates --lint --quiet

bench: ## measure requests, searches and filings on a large portal (RECORDS=10000, 100000 …)
	@$(setup) --bench
	@$(python) tools/bench.py --cases $(RECORDS)
	@$(python) tools/bench_search.py --records $(RECORDS)
	@$(python) tools/bench_filings.py

relevance: ## measure what search finds, on complaints of yours (FILE=complaints.jsonl)
	@$(setup)
	@$(python) tools/relevance.py $(FILE)

screenshots: ## make the pictures of the README anew (needs Chromium)
	@$(setup) --dev
	@$(python) tools/screenshots.py

torture: ## run the long and hostile tests
	@$(setup) --dev
	@$(python) -m pytest -n 2 --dist worksteal -m torture --hypothesis-profile torture

format: ## put code in the house's format
	@$(setup) --dev
	@.venv/bin/ruff check --fix --quiet . || true
	@.venv/bin/ruff format .

lock: ## choose versions anew from the .in files (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	@$(lock) --upgrade requirements.in --output-file requirements.txt
	@$(lock) --upgrade requirements-dev.in --constraints requirements.txt --output-file requirements-dev.txt
	@$(lock) --upgrade requirements-bench.in --constraints requirements-dev.txt --output-file requirements-bench.txt

clean: ## remove .venv and what checks and tests leave; data stay
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage htmlcov
	@find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
