# Two commands do it all: `make run` and `make test`.

.DEFAULT_GOAL := help
.PHONY: help run demo simulate stop test lint unit e2e proof bench clean
MAKEFLAGS += --no-print-directory
SHELL     := /bin/bash

PYTHON   ?= python3
# Environments beside each other: half the time of one after the other.
INSTALL   = $(MAKE) -s -j2
LOCAL     = PYTHONPATH=infra .venv/bin/python -m local

help: ## Show what there is to do
	@awk 'BEGIN { FS = ":.*## " } /^[a-z0-9-]+:.*## / { printf "  make %-10s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## The whole system on this machine, until Ctrl-C
	@$(INSTALL) .venv/ready .venv-stack/ready
	@$(LOCAL).run

demo: .venv/ready ## Invented people use the running stack: cases and loans in every state
	@$(LOCAL).demo

simulate: .venv/ready ## A year of stipends, deaths, orphans, birthdays and the sick: promised, kept and late
	@PYTHONPATH=infra .venv/bin/python -m simulate

stop: .venv/ready ## Stop what `make run` started, from another terminal
	@$(LOCAL).stop

test: lint unit e2e ## Every check there is

lint: .venv/ready ## Style, types and the arrows between packages
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@PYTHONPATH=layers/core/python .venv/bin/lint-imports

unit: ## All tests but those of the running system
	@$(INSTALL) .venv/ready .venv-stack/ready .venv-scan/ready
	@$(LOCAL).build
	@PYTHONPATH=infra .venv/bin/pytest -n 2 -m 'not e2e and not proof' -p covered.probes
	@PYTHONPATH=infra .venv/bin/python -m covered

e2e: .venv/ready .venv-stack/ready ## The running system, with Chromium when there is one
	@$(LOCAL).chromium
	@.venv/bin/pytest -m 'e2e and not proof'

proof: .venv/ready .venv-stack/ready ## Faults, floods and long searches: the long forms of the tests
	@$(LOCAL).chromium
	@MANDAT_PROOF=1 .venv/bin/pytest -n 2 -m 'proof and not e2e'
	@MANDAT_PROOF=1 .venv/bin/pytest -m 'proof and e2e'

bench: .venv/ready .venv-stack/ready ## Time, units and money against a floor; writes infra/bench/results.json
	@$(LOCAL).build
	@PYTHONPATH=infra .venv/bin/python -m bench

clean: ## Forget cases, mails, builds and environments
	@if [ -x .venv/bin/python ]; then $(LOCAL).stop; fi
	rm -rf .local .aws-sam .venv .venv-stack .venv-scan

# Environments, made again only when their pins change.
.venv/ready: requirements.txt requirements-dev.txt
	@infra/local/environment.sh .venv requirements.txt requirements-dev.txt

.venv-stack/ready: infra/local/requirements.txt
	@infra/local/environment.sh .venv-stack infra/local/requirements.txt

.venv-scan/ready: infra/local/requirements-scan.txt
	@infra/local/environment.sh .venv-scan infra/local/requirements-scan.txt
