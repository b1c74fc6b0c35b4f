# What contributors run. `make help` lists it. Everything is installed into .venv, nothing outside the checkout.
# The system's own Python takes a quarter less time than one that was compiled without a profile, as pyenv does. It must be new enough, and have venv.
USABLE := -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(shell /usr/bin/python3 $(USABLE) 2>/dev/null && echo /usr/bin/python3 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# The demo needs a tenth of it, and gets an environment of its own.
DEMO := .venv-demo
PIP_OPTIONS := --quiet --disable-pip-version-check --no-compile --require-hashes
# uv takes seconds where pip takes a minute. It does not read the settings of pip, so that pip installs where it cannot: $(call install,ENVIRONMENT,REQUIREMENTS)
define install
@test -x $(1)/bin/python || $(PYTHON) -m venv $(1)
@$(1)/bin/python -m pip install $(PIP_OPTIONS) --requirement tests/requirements/uv.txt
@UV_LINK_MODE=copy $(1)/bin/uv pip install --quiet --python $(1)/bin/python --require-hashes --requirement $(2) || \
	{ echo "uv could not install, so pip does"; $(1)/bin/python -m pip install $(PIP_OPTIONS) --requirement $(2); }
endef
COLLECTION := .collections/ansible_collections/boomi/spaces
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
# A test with ansible-playbook waits now and then.
PLAYING = $(shell expr $(JOBS) + 1)
# Two targets at a time: many have only one core busy.
SIDE_BY_SIDE = $(MAKE) --no-print-directory --jobs 2

export ANSIBLE_COLLECTIONS_PATH := $(CURDIR)/.collections
export MYPYPATH := $(ANSIBLE_COLLECTIONS_PATH)
export PATH := $(CURDIR)/$(BIN):$(PATH)
# Else each of pytest's workers compiles all tests anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test lint-and-units rest release-and-others lint lint-quick hooks sanity unit unit-all properties integration integration-slow matrix devel fuzz bench reliability sandbox docs pictures requirements audit check-release release clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: export PATH := $(CURDIR)/$(DEMO)/bin:$(PATH)
demo: $(DEMO)/.ready ## the main job on a local Boomi: processes, assertions on them, last night's runs, the next quiet hour, and a page to open
	@python -m tests.sandbox -- ansible-playbook playbooks/processes.yml playbooks/runs.yml tests/sandbox/demo.yml playbooks/report.yml -e runs_max_runtime=60 -e report_path=tests/output/demo
	@echo "A page to open: $(CURDIR)/tests/output/demo/processes.html"

test: $(READY) ## what to run before a change is proposed, in ten minutes; .ci/run runs integration-slow and more
	@echo "make sanity, and beside it make lint and make unit-all: their lines are mixed"
	@$(SIDE_BY_SIDE) sanity lint-and-units
	@$(MAKE) --no-print-directory integration

lint-and-units: lint
	@$(MAKE) --no-print-directory unit-all

# What .ci/run runs besides.
rest: $(READY)
	@$(SIDE_BY_SIDE) integration-slow release-and-others

# The integration tests of `make test` ran on ansible-core 2.19; these are shared by the others, half of them for 2.16. `make matrix` has all of them on each, those
# that are slow, their sanity and their unit tests, too.
release-and-others: check-release
	python -m tests.versions integration --core 2.16 --core 2.21 --core 2.22 --quick --divided

lint: lint-quick ## ruff, mypy, import-linter, yamllint, actionlint, ansible-lint, reuse, antsibull
	ansible-lint --strict
	antsibull-docs lint-collection-docs --plugin-docs --check-extra-docs-refs --validate-collection-refs=self .

lint-quick: $(READY)
	ruff check .
	ruff format --check .
	mypy -p ansible_collections.boomi.spaces.plugins
	mypy -p tests.sandbox
	mypy -p tests.reliability
	mypy -p tests.release
	mypy -m tests.pictures
	mypy docs/site/conf.py
	mypy extensions/eda/plugins/event_source/*.py
	PYTHONPATH=$(ANSIBLE_COLLECTIONS_PATH) lint-imports --no-logo --no-cache
	yamllint -s .
	actionlint
	reuse lint --quiet || reuse lint
	antsibull-changelog lint
	pre-commit validate-config

hooks: $(READY) ## from now on run the quick linters before each commit of this checkout
	pre-commit install

sanity: $(READY) ## ansible-test sanity of all but the tests, on a copy outside the checkout; make matrix has the tests too
	tests/ansible-test.sh sanity --exclude tests/

unit: $(READY) ## the inner loop, in a minute: the unit tests of each module but the slow ones, with 20 cases of each property
	HYPOTHESIS_PROFILE=quick python -m pytest -n $(JOBS) tests/unit/plugins tests/unit/extensions

unit-all: $(READY) ## all unit tests, with 200 cases of each property: also faults, limits, secrets, fuzzing, numbers of requests, the local Boomi
	python -m pytest -n $(JOBS) tests/unit

properties: $(READY) ## the property tests alone, with 1,000 cases of each property
	HYPOTHESIS_PROFILE=thorough python -m pytest -n $(JOBS) -m hypothesis tests/unit

matrix: $(READY) ## sanity, unit and integration tests on every supported ansible-core and Python: an hour; CORE=2.16 QUICK=--quick for less
	python -m tests.versions $(foreach core,$(CORE),--core $(core)) $(QUICK)

devel: $(READY) ## the same, without those that are slow, on what is being developed of ansible-core; needs GitHub and Python 3.13
	python -m tests.versions --core devel --quick

fuzz: $(READY) ## the property tests for ten minutes, with other cases in each run; FUZZ_SECONDS=60 for one
	HYPOTHESIS_PROFILE=fuzz python -m pytest -n $(JOBS) tests/unit

integration: $(READY) ## real ansible-playbook and ansible-doc against the local Boomi, but for the tests that are marked as slow
	python -m pytest -n $(PLAYING) -m "not slow" tests/integration

integration-slow: $(READY) ## the integration tests that are marked as slow: guides, fleets, interrupts, the docsite, the browser, AWX
	python -m pytest -n $(PLAYING) -m slow tests/integration

# Each is run, whatever the others found; report_page needs chromium.
BENCHMARKS := __main__ schedule platform report_page policy planning runtimes runs fleet comparing controller summary
bench: $(READY) ## measure beside what people use today; writes docs/benchmarks.md
	@failed=; for part in $(BENCHMARKS); do \
		python -m tests.benchmarks.$$part || failed="$$failed $$part"; \
	done; test -z "$$failed" || { echo "These failed, or missed a target:$$failed"; exit 1; }

reliability: $(READY) ## each plugin under each fault; writes the matrix into docs/reliability.md
	python -m tests.reliability

sandbox: $(READY) ## a local Boomi in the foreground; prints what to export
	@python -m tests.sandbox

docs: $(READY) ## the docsite, without a network; prints the page to open
	docs/site/build.sh build/docs

pictures: $(READY) ## take the picture of the report for the docsite anew, by chromium
	python -m tests.pictures

requirements: $(READY) ## pin what the .in files ask for, by hash, in the .txt beside each; UPGRADE=--upgrade takes the newest
	python -m tests.pinning $(UPGRADE)

audit: $(READY) ## ask PyPI's advisory service about the pinned requirements; fails where it cannot be reached
	python -m tests.audit

check-release: $(READY) ## build the artifact of what is committed, and check it: by galaxy-importer, its contents, installed and used by itself; KEEP=dist keeps it; SANITY=true adds ansible-test by galaxy-importer
	python -m tests.release.check $(KEEP)

release: $(READY) ## make a release, VERSION=1.2.3: its changelog and its checked artifact in dist; publishes nothing
	SANITY=true python -m tests.release "$(VERSION)"

clean: ## remove everything that these targets made
	rm -rf $(VENV) $(DEMO) .collections .ansible .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist tests/output

$(READY): requirements-dev.txt | $(COLLECTION)
	@echo "Setting up $(VENV), once"
	$(call install,$(VENV),requirements-dev.txt)
	@touch $@

$(DEMO)/.ready: requirements-demo.txt | $(COLLECTION)
	@echo "Setting up $(DEMO), once"
	$(call install,$(DEMO),requirements-demo.txt)
	@touch $@

$(COLLECTION):
	@mkdir -p $(@D)
	@ln -sfn ../../.. $@
