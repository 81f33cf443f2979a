# Two commands do all the set-up on a machine with Python 3.11 or newer, git and make: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

.DEFAULT_GOAL := help
.PHONY: help run test check fix docs bench live clean

help:  ## Say what there is to make.
	@$(PYTHON) -c "import re; [print(f'{name:<8}{text}') for name, text in re.findall(r'^(\w+):.*?##\s*(.*)', open('Makefile').read(), re.M)]"

# The environment with the program alone, from the hashes in requirements.txt.
$(VENV)/ready: requirements.txt pyproject.toml
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 ...')"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q kh_testlist
	$(BIN)/python -c "open('$@', 'w').close()"

# The same with what tests and checks need.
$(VENV)/ready-dev: requirements-dev.txt $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -c "open('$@', 'w').close()"

run: $(VENV)/ready  ## Run the main job on the project's own list.
	$(BIN)/kh-testlist --lists lists stats
	$(BIN)/kh-testlist --lists lists validate lists

test: $(VENV)/ready-dev  ## Run the tests.
	$(BIN)/python -m pytest -n auto

check: $(VENV)/ready-dev  ## Run the linters, the type checker and the layers contract.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(BIN)/kh-testlist --config none validate lists --fail-on warning

fix: $(VENV)/ready-dev  ## Format, and mend what the linters can mend.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/ready-dev  ## Write the generated reference and the schemas anew.
	$(BIN)/python docs/generate.py

bench: $(VENV)/ready-dev  ## Measure the program beside its peers.
	$(BIN)/python benchmarks/validate.py
	$(BIN)/python benchmarks/check.py
	$(BIN)/python benchmarks/tag.py
	$(BIN)/python benchmarks/sync.py
	$(BIN)/python benchmarks/evidence.py

live: $(VENV)/ready  ## Fetch a year of Cambodia from OONI, and hold it against what was published.
	$(BIN)/python benchmarks/live.py

clean:  ## Remove what make made.
	$(PYTHON) -c "import shutil; [shutil.rmtree(name, ignore_errors=True) for name in ('$(VENV)', 'build', 'dist')]"
