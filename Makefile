# `make run` and `make test` do all the set-up. They need only Python 3.11 or newer, git and make.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

.DEFAULT_GOAL := help
.PHONY: help run test check fix docs docs-site bench live fuzz clean

help:  ## List these targets.
	@$(PYTHON) -c "import re; [print(f'{name:<11}{text}') for name, text in re.findall(r'^([\w-]+):.*?##\s*(.*)', open('Makefile').read(), re.M)]"

# The environment with only the program, from the hashes in requirements.txt.
$(VENV)/ready: requirements.txt pyproject.toml
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed. Name it: make PYTHON=python3.12 ...')"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q kh_testlist
	$(BIN)/python -c "open('$@', 'w').close()"

# The same environment, with everything that tests and checks need.
$(VENV)/ready-dev: requirements-dev.txt $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -c "open('$@', 'w').close()"

# The same environment, with what makes the site.
$(VENV)/ready-docs: requirements-docs.txt $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-docs.txt
	$(BIN)/python -c "open('$@', 'w').close()"

# It works on a copy of the list, so the project does not change. It leaves out sites that may be unsafe to visit in some
# countries. Without a network, the run prints a message and goes on.
RUN := build/run
KH := $(BIN)/kh-testlist --lists $(RUN)/lists
UNSAFE := ALDR,ANON,GMB,HACK,HATE,LGBT,MILX,POLR,PORN,PROV,REL
run: $(VENV)/ready  ## Run the whole job on a copy of the project's own list. The result is build/review.html.
	$(BIN)/python -c "import shutil; shutil.rmtree('$(RUN)', True); shutil.copytree('lists', '$(RUN)/lists')"
	$(BIN)/python -c "import pathlib; pathlib.Path('$(RUN)/checks').mkdir()"
	$(KH) stats
	$(KH) validate $(RUN)/lists
	@if $(KH) check --all --skip-category $(UNSAFE) --canary https://ooni.org/ --pause 5 --journal $(RUN)/checks/here.jsonl --output $(RUN)/check.txt; \
	then $(KH) evidence fetch --output $(RUN)/evidence.txt || echo "The run goes on without evidence, because OONI could not be asked."; \
	else echo "The run goes on without checks and evidence, because no site could be checked. Check your network."; fi
	$(KH) tag --audit
	$(KH) review start
	$(KH) report --format html --output build/review.html
	$(KH) --lang km report --format html --output build/review.km.html

test: $(VENV)/ready-dev  ## Run the tests.
	$(BIN)/python -m pytest -n auto

check: $(VENV)/ready-dev  ## Run the linters, the type checker and the layers contract.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/catalogue.py --check
	$(BIN)/python docs/generate.py --check
	$(BIN)/kh-testlist --config none validate lists --fail-on warning

fix: $(VENV)/ready-dev  ## Format the code, and fix what the linters can fix.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/ready-dev  ## Make the reference, the schemas and the translations again.
	$(BIN)/python docs/catalogue.py
	$(BIN)/python docs/generate.py

docs-site: $(VENV)/ready-docs  ## Make the site of the documents in build/site. It needs no server: open index.html there.
	$(BIN)/python -m sphinx --builder html --doctree-dir build/doctrees --fresh-env --quiet --nitpicky --fail-on-warning --keep-going docs build/site

bench: $(VENV)/ready-dev  ## Measure the program, and compare it with similar programs.
	$(BIN)/python benchmarks/all.py --write

MINUTES ?= 10
fuzz: $(VENV)/ready-dev  ## Look for inputs that break a promise: FUZZ="store urls", MINUTES=10 for each. Only on Linux.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "atheris>=3"
	$(BIN)/python fuzz/run.py $(FUZZ) --minutes $(MINUTES)

live: $(VENV)/ready  ## Fetch a year of Cambodia from OONI, and compare it with what was published.
	$(BIN)/python benchmarks/live.py

clean:  ## Remove everything that make made.
	$(PYTHON) -c "import shutil; [shutil.rmtree(name, ignore_errors=True) for name in ('$(VENV)', 'build', 'dist')]"
