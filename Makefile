# Every target sets up what it needs in .venv; nothing but Python 3.11+, pip and make is asked for.
PYTHON ?= $(firstword $(foreach p,python3.11 python3.12 python3.13 python3,$(shell command -v $(p))))
DATA ?= ../shared/bench
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check install

.DEFAULT_GOAL := help
.PHONY: help setup demo test check docs coverage mutation bench results floors diff release fuzz clean

help:  ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

# The package goes in first and each extra after it, without the package: the pip of Python 3.11.7
# fails where several requirements in one call need lxml[html_clean].
.venv/core: pyproject.toml
	@echo "setting up .venv (once, a minute or two)" >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) -e .
	@touch $@

# What tests of the integrations need besides `dev`.
TESTED := datatrove frames interop ray recipes scrapy serve spark train
EXTRAS := $(TESTED) bench dev docs quality release
$(EXTRAS:%=.venv/%): .venv/%: .venv/core
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["$*"])' | xargs $(PIP)
	@touch $@

setup: .venv/dev  ## Set up .venv for use and development

demo: .venv/core  ## Clean the documents in seeds/, showing the text and what was removed
	@$(BIN)/cleaner explain seeds/*.txt

test: setup  ## Run the tests
	@$(BIN)/python -m pytest

check: setup .venv/docs  ## Lint, format, types, and whether the generated docs are current
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m docs.reference --check
	@$(BIN)/mkdocs build --strict --quiet

docs: setup .venv/docs  ## Write the generated pages anew and build the site into site/
	@$(BIN)/python -m docs.reference
	@$(BIN)/mkdocs build --strict --quiet
	@$(BIN)/python -m docs.man

fuzz: setup  ## Look for inputs that break a step, for an hour or so; EXAMPLES=how many for each
	@FUZZ_EXAMPLES=$(or $(EXAMPLES),5000) $(BIN)/python -m pytest tests/test_fuzz.py

# Hostile input has limits of time, which tracing breaks, and Ray may start too slowly: the report
# comes whatever fails. Commands run in folders of their own, hence the absolute name.
coverage: setup .venv/quality $(TESTED:%=.venv/%)  ## Measure which branches of cleaner/ the tests take (slow)
	@$(BIN)/coverage erase
	-@COVERAGE_FILE=$(CURDIR)/.coverage $(BIN)/coverage run -m pytest --ignore tests/test_hostile.py
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

# Hypothesis tries the same examples each time where CI is set.
mutation: setup .venv/quality  ## Change what decides and what accounts for it; count the changes no test sees (slow)
	@rm -rf mutants
	@CI=true $(BIN)/mutmut run --max-children $(or $(JOBS),1)
	@$(BIN)/mutmut results

bench: setup .venv/bench  ## Measure against the peers; DATA=folder with the benchmark data
	@$(BIN)/python -m benchmarks html --data $(DATA)/wcxb-dev
	@$(BIN)/python -m benchmarks text --data $(DATA)/text-dev

results: setup .venv/bench  ## Measure anew what the docs show; FOLDS=folder of benchmarks.train --folds (slow)
	@$(BIN)/python -m benchmarks html --data $(DATA)/wcxb-dev --cv $(FOLDS) \
	  --efforts fast,default,best --json benchmarks/results/html-wcxb-dev.json
	@$(BIN)/python -m benchmarks html --data $(DATA)/snippets-dev --cv $(FOLDS) \
	  --peers trafilatura,resiliparse,readability-lxml,justext,boilerpy3 \
	  --efforts fast,default,best --json benchmarks/results/html-snippets-dev.json
	@$(BIN)/python -m docs.reference

floors: setup  ## Refuse a drop in quality below benchmarks/floors.json
	@$(BIN)/python -m benchmarks floors --data $(DATA)

diff: setup  ## Show each block of a sample that is decided otherwise than on BASE (main)
	@$(BIN)/python -m benchmarks diff --data $(DATA) --base $(or $(BASE),main)

release: setup .venv/release  ## Build sdist, wheel and bill of materials into dist/, and check them
	@.ci/release

clean:  ## Remove .venv and everything that was built
	@rm -rf .venv site build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis mutants .coverage*
