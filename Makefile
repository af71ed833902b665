# Everything that people and CI run. Nothing is assumed but python3 ≥ 3.11 and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= data

.PHONY: demo run test check campaign lock clean

demo: $(VENV)/.ready
	$(BIN)/monitor --data $(DATA) demo

run: $(VENV)/.ready
	$(BIN)/monitor --data $(DATA) run

test: $(VENV)/.ready-dev
	$(BIN)/pytest -n auto --dist loadfile -m "not campaign"

# What CI runs: style, types, floors, SQL plans, tests.
check: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/monitor check
	$(BIN)/pytest -n auto --dist loadfile -m "not campaign"

# Long fault-injection runs: kills, storms. Minutes to hours.
campaign: $(VENV)/.ready-dev
	$(BIN)/pytest -m campaign --timeout 0

$(VENV)/.ready: requirements.lock pyproject.toml
	@sh tools/venv.sh "$(PYTHON)" $(VENV) requirements.lock
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock pyproject.toml
	@sh tools/venv.sh "$(PYTHON)" $(VENV) requirements-dev.lock
	@touch $@ $(VENV)/.ready

# Dependencies, anew: versions and hashes, no addresses. Needs uv.
lock:
	uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements.lock
	uv pip compile pyproject.toml --extra build --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache *.egg-info
