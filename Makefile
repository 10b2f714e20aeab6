# The tasks of the guide; `make` alone lists them. Each installs what it needs, once, into .venv and node_modules.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$python; break; fi; done)
PORT ?= 8000
UPGRADE ?=

VENV := .venv
RUN := $(VENV)/bin/python
PIP_INSTALL := $(RUN) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --only-binary :all:
COMPILE := $(VENV)/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
  --custom-compile-command "make lock"

# Each is a file, touched when the step is done.
VENV_MADE := $(VENV)/.made
SITE_TOOLS := $(VENV)/.site-tools
TEST_TOOLS := $(VENV)/.test-tools
NODE_TOOLS := node_modules/.installed

# The lock file would name sites that ask for donations; it shall hold no address.
WITHOUT_FUNDING := const name = "package-lock.json", lock = JSON.parse(fs.readFileSync(name)); \
  for (const pinned of Object.values(lock.packages)) delete pinned.funding; \
  fs.writeFileSync(name, JSON.stringify(lock, null, 2) + "\n")

GENERATED := docs/policies docs/assets/engine docs/assets/images docs/assets/pyodide

# Silences an advertisement of mkdocs-material.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help serve build test check bench bench-scale lock clean clean-all generated

help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

serve: generated ## Build the site and serve it at http://127.0.0.1:8000/ (another port: make serve PORT=8001)
	@$(RUN) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null || \
	  { echo 'Port $(PORT) is taken. Choose another: make serve PORT=8001' >&2; exit 1; }
	@echo 'The guide will be at http://127.0.0.1:$(PORT)/ (Ctrl-C stops it).'
	$(RUN) -m mkdocs serve --dev-addr 127.0.0.1:$(PORT)

build: generated ## Leave the finished site in site/
	$(RUN) -m mkdocs build --strict
	$(RUN) -m macros.finished_site

test: check build ## Check and build, then run every test, the browser's too
	chrome="$$($(RUN) -m tests.browser_binary)" && nginx="$$($(RUN) -m tests.nginx_binary)" && \
	  CHROME="$$chrome" NGINX="$$nginx" $(RUN) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(TEST_TOOLS) $(NODE_TOOLS) ## Check style, types and policies, without building
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	node_modules/.bin/tsc --project jsconfig.json
	$(RUN) -m calculator check

bench: $(TEST_TOOLS) build ## Measure the calculator's start beside others, and the pages' speed (about 15 minutes)
	$(RUN) -m tests.bench start
	$(RUN) -m tests.bench speed

bench-scale: $(TEST_TOOLS) generated ## Measure how the site grows with the number of authorities
	$(RUN) -m tests.bench scale

# package.json overrides two packages that a part of Lighthouse asks for as "latest", so that they are pinned too.
lock: $(TEST_TOOLS) ## Pin what the *.in files and package.json name (newer: make lock UPGRADE=--upgrade)
	$(COMPILE) $(UPGRADE) requirements.in --output-file requirements.txt
	$(COMPILE) $(UPGRADE) requirements-dev.in --output-file requirements-dev.txt
	npm install --package-lock-only --ignore-scripts
	@node -e '$(WITHOUT_FUNDING)'
	@echo 'Python: UPGRADE="--upgrade-package NAME" moves one package. npm: change the version in package.json.'

clean: ## Remove what was built or generated
	rm -rf site $(GENERATED) .hypothesis .mypy_cache .policy_cache .pytest_cache .ruff_cache
	find calculator macros tests -name __pycache__ -type d -prune -exec rm -rf {} +

clean-all: clean ## Remove the installed tools as well
	rm -rf $(VENV) node_modules

generated: $(SITE_TOOLS) $(NODE_TOOLS)
	$(RUN) -m macros.browser_files

$(VENV_MADE):
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo 'Python 3.11 or newer is needed. Install it, or name it: make PYTHON=/path/to/python3' >&2; exit 1; }
	@'$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo '$(PYTHON) lacks its venv module. On Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }
	'$(PYTHON)' -m venv $(VENV)
	@touch $@

$(SITE_TOOLS): requirements.txt $(VENV_MADE)
	$(PIP_INSTALL) --requirement requirements.txt
	@touch $@

$(TEST_TOOLS): requirements-dev.txt $(SITE_TOOLS)
	$(PIP_INSTALL) --requirement requirements-dev.txt
	@touch $@

$(NODE_TOOLS): package.json package-lock.json .npmrc
	@node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' 2>/dev/null || \
	  { echo 'Node 20 or newer is needed.' >&2; exit 1; }
	npm ci --ignore-scripts
	@touch $@
