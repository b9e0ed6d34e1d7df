# Two commands do all the set-up: `make` builds the edition, `make test` tests it.
# They need Python 3.11 or newer and make; everything else goes into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SPHINX := $(BIN)/python -m sphinx -n -W --keep-going
ESSAY ?=
# The shell has a variable of this name; only “make html LANGUAGE=es” is meant.
ifneq ($(origin LANGUAGE),command line)
LANGUAGE :=
endif
# The day that documents carry: that of the last commit, so that the same commit gives the same bytes.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 1795305600)

# The revision that the imprint of the book names.
export EDITION_REVISION ?= $(shell git describe --always --dirty --abbrev=10 2>/dev/null)

# A locale that is not installed ends Sphinx before it starts; in “C” Python reads and writes UTF-8.
export LC_ALL := C
export PYTHONUTF8 := 1

# What Python compiled of the engine is kept: each command would compile it anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := all
.PHONY: all html languages pdf epub offprint offprints version myst data check lint test test-fast test-all serve clean lock schemas scripts rules catalogues pictures help

all: html pdf epub ## build the HTML, the PDF and the EPUB (the default)
	@echo
	@echo "The edition is built:"
	@echo "  HTML  build/html/index.html"
	@echo "  PDF   build/pdf/edition.pdf"
	@echo "  EPUB  build/epub/edition.epub"

html: pdf epub ## build the site: build/html/index.html; make html LANGUAGE=es: build/html/es/, its words in Spanish
	$(SPHINX) -q -b html $(if $(LANGUAGE),-D language=$(LANGUAGE) )-d build/doctrees/html$(LANGUAGE) docs build/html/$(LANGUAGE)

languages: ## build the site in all languages of its interface, each linked from the others
	mkdir -p build/html/es build/html/uk
	$(MAKE) --no-print-directory html
	$(MAKE) --no-print-directory html LANGUAGE=es
	$(MAKE) --no-print-directory html LANGUAGE=uk

# No rule contains a file name: a contributor chooses it, and make would run what is in it.
pdf: check ## build the book: build/pdf/edition.pdf
	@if [ ! -f build/pdf/edition.pdf ] || find docs essays src references.bib $(VENV)/.built \
		-newer build/pdf/edition.pdf -print | grep -q .; \
	then set -x; $(SPHINX) -q -b typst -d build/doctrees/typst docs build/pdf; fi

epub: check ## build the book for e-readers: build/epub/edition.epub
	@if [ ! -f build/epub/edition.epub ] || find docs essays src references.bib $(VENV)/.built \
		-newer build/epub/edition.epub -print | grep -q .; \
	then set -x; $(SPHINX) -q -b epub -d build/doctrees/epub docs build/epub; fi

# Notes stand beside the text where the paper is wide enough.
offprint: $(VENV)/.built ## print one essay: make offprint ESSAY=2019-leigh [TRIM=letter] [EVIDENCE=0] [SOURCES=0]
	@test -f "docs/essays/$(ESSAY).md" || { \
		echo "Name an essay: make offprint ESSAY=2019-leigh. There are:"; \
		ls docs/essays | sed -n 's/\.md$$//p' | sed 's/^/  /'; exit 2; }
	$(SPHINX) -q -b typst -d build/doctrees/typst -D typst_documents=essays/$(ESSAY),bibliography \
		-D typst_offprint=1 -D typst_cited_only=1 -D typst_index=0 -D typst_trim=$(SIZE) \
		-D typst_notes=$(if $(filter a4 letter,$(SIZE)),margin,short) \
		-D typst_evidence=$(or $(EVIDENCE),1) -D typst_sources=$(or $(SOURCES),1) \
		-D typst_target=$(ESSAY)-$(SIZE).pdf docs build/offprint/$(ESSAY)
	@echo "  PDF   build/offprint/$(ESSAY)/$(ESSAY)-$(SIZE).pdf"
SIZE = $(or $(TRIM),a4)

offprints: ## print every essay on A4 and on Letter; “make html” then links them where rights allow
	@set -e; for essay in $$(ls docs/essays | sed -n 's/^\([0-9a-z-]*\)\.md$$/\1/p'); do for size in a4 letter; do \
		$(MAKE) --no-print-directory offprint ESSAY=$$essay TRIM=$$size; done; done

version: pdf epub ## pack the site of a release, to be kept at v/VERSION/: build/version/
	rm -rf build/version
	$(SPHINX) -q -b html -D apparatus_kept=1 -d build/doctrees/version docs build/version/site
	$(BIN)/sphinx-apparatus version keep build/version/site build/version/site.zip

myst: $(VENV)/.built ## write each essay as one portable MyST document: build/myst/
	$(BIN)/sphinx-apparatus export myst build/myst

data: $(VENV)/.built ## write the edition as TEI, annotations, CSL and more: build/data/
	$(BIN)/sphinx-apparatus export data build/data

check: $(VENV)/.built ## check essays, notes and sources: file, line, what to do
	$(BIN)/sphinx-apparatus check

lint: $(VENV)/.tested ## check the engine's code: ruff, mypy, import-linter
	$(BIN)/ruff check src scripts tests docs
	$(BIN)/ruff format --check src scripts tests docs
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# A file of tests stays in one process, and those with builds come first (tests/conftest.py): by the
# number of their tests, which is the default, a few long ones are left over for one process.
# Three processes keep two cores at work while one of them waits for a page or for another’s build.
PYTEST := $(BIN)/python -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder

test: lint ## run the tests
	$(PYTEST)

test-fast: $(VENV)/.tested ## run the tests that need neither a browser nor a built edition
	$(PYTEST) -m 'not build and not browser' $(addprefix tests/,model text sources edition authoring review \
		figures export cli lint hostile)

test-all: lint ## run the tests on every page, not one of each kind
	APPARATUS_ALL_PAGES=1 $(PYTEST)

serve: $(VENV)/.built ## build, serve and rebuild while you write
	$(BIN)/sphinx-apparatus serve --watch src

schemas: $(VENV)/.built ## write the JSON Schemas of the files that people write
	$(BIN)/sphinx-apparatus schemas

pictures: html $(VENV)/.tested ## take the pictures of CONTRIBUTING again, with Chromium
	$(BIN)/python scripts/take_pictures.py

# For maintainers only: what it writes is committed, and nothing else needs Node.js.
ASSETS := src/sphinx_apparatus/html/assets
scripts: $(VENV)/.built ## check, test and build scripts and styles of the pages (needs Node.js)
	$(BIN)/python scripts/write_facts.py
	npm ci --prefix $(ASSETS)
	npm run --prefix $(ASSETS) lint
	npm test --prefix $(ASSETS)
	npm run --prefix $(ASSETS) build

rules: $(VENV)/.built ## write the help pages of the rules
	$(BIN)/python scripts/write_rules.py

catalogues: $(VENV)/.tested ## add new messages to the catalogues of languages, and delete old ones
	$(BIN)/python scripts/write_catalogues.py

# “make lock LOCK_UPGRADE=” keeps the versions and follows pyproject.toml alone.
lock: $(BIN)/python ## renew both lock files
	$(BIN)/python -m pip install -q --disable-pip-version-check --only-binary :all: uv==0.13.9
	$(LOCK) --extra serve --extra import --extra verify --group build pyproject.toml -o requirements.lock
	$(LOCK) --group test --group lint -c requirements.lock pyproject.toml -o requirements-test.lock

LOCK_UPGRADE := --upgrade
LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-strip-extras \
	--no-build --no-emit-index-url --no-annotate --no-header $(LOCK_UPGRADE)

clean: ## delete everything that was built
	rm -rf build

help: ## list what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

# -- the environment -------------------------------------------------------------------------------

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "The edition needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1)."; \
		echo "Name another with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "Python's venv module is missing. On Debian and Ubuntu install it with:"; \
		echo "  apt-get install $$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"; \
		exit 1; }
	$(PYTHON) -m venv $(VENV)

# Only what is in the lock: no dependency is looked up, nothing is built from source.
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check
LOCKED := --require-hashes --no-deps --only-binary :all:

$(VENV)/.built: $(VENV)/bin/python requirements.lock pyproject.toml
	$(PIP) $(LOCKED) -r requirements.lock
	$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.tested: $(VENV)/.built requirements-test.lock
	$(PIP) $(LOCKED) -r requirements-test.lock
	@touch $@
