# make          set up what is needed and run the workflow on this folder's project
# make test     set up what tests need and run them
# make model    train the embedded English pipeline anew (about half an hour)
# make clean    remove results and what Snakemake remembers of them
#
# make PROJECT=FOLDER CORES=8 PYTHON=python3.12
# make model treebanks=FOLDER

PYTHON ?= python3
PROJECT ?= .
CORES ?= all
treebanks ?= ../shared/treebanks
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check model clean

run: $(VENV)/installed
	@$(BIN)/snakemake --cores $(CORES) --directory "$(PROJECT)"
	@echo "The report: $(PROJECT)/results/report/index.html"

test: $(VENV)/installed-dev
	@$(BIN)/python -m pytest

# Format, lint and types; .ci/run calls it after the tests.
check: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/snakefmt --check workflow
	$(BIN)/mypy
	$(BIN)/python .ci/lint_workflow.py

# One core at a time: the recipe measures speed.
model: $(VENV)/installed-model
	@$(BIN)/snakemake --cores 1 --snakefile workflow/model/recipe/Snakefile --config treebanks="$(treebanks)"

clean:
	rm -rf "$(PROJECT)/.snakemake"
	test ! -d "$(PROJECT)/results" || find "$(PROJECT)/results" -mindepth 1 -not -name README.md -delete

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it, as in: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what requirements.lock names (once; one to five minutes) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/installed-model: requirements-model.lock $(VENV)/installed
	@echo "Installing what training needs …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-model.lock
	@touch $@
