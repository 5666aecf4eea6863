# Everything this project needs, from a machine that has python3 (3.11 or later), make and git.
# Each target first sets up .venv from the hashed locks; a stamp makes the second run instant.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory

PIP := .venv/bin/python -m pip --disable-pip-version-check --quiet --quiet
UV := .venv-lock/bin/uv
COMPILE := $(UV) --quiet --no-config --system-certs pip compile --universal --generate-hashes \
	--python-version 3.11 --no-emit-index-url --custom-compile-command "make lock"

# A .venv that was copied or moved along with its folder still runs the code of the old one: start anew.
HERE := $(shell cat .venv/here 2>/dev/null)
ifneq ($(HERE),)
ifneq ($(HERE),$(CURDIR))
$(shell rm -rf .venv .venv-lock)
endif
endif

.PHONY: help demo play test golden check crash fuzz mutants bench soak rehearse lock clean

help: ## Say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

demo: .venv/runs ## Watch a circle hold its meeting, in this terminal (make demo ARGS=--fast)
	@.venv/bin/circlewise demo $(ARGS)

play: .venv/runs ## Sit in a practice circle yourself
	@.venv/bin/circlewise play $(ARGS)

test: .venv/develops .standin/here ## Run the tests (make test ARGS="-k consent" runs some)
	@.venv/bin/python -m pytest $(or $(ARGS),--numprocesses=auto)

golden: .venv/develops .standin/here ## Play every golden transcript on every chat, not just a third of them
	@GOLDEN=all .venv/bin/python -m pytest $(or $(ARGS),--numprocesses=auto tests/adapters)

check: .venv/develops ## Check form, rules of style, types and the direction of imports
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

crash: .venv/develops ## Kill the bot 2,000 times (make crash ARGS="--kills 200 --seed 7")
	@.venv/bin/python -m tests.bot.crashing $(or $(ARGS),--kills 2000)

fuzz: .venv/develops ## Hand in a million inputs that are nearly right (make fuzz ARGS="--seed 7")
	@.venv/bin/python -m tests.fuzzing $(ARGS)

mutants: .venv/develops ## Change the rules a little at a time (make mutants ARGS="aside --quick")
	@.venv/bin/python -m tests.mutating $(ARGS)

bench: .venv/develops ## Measure what a click costs
	@.venv/bin/python -m benchmarks

soak: .venv/develops ## Work steadily for an hour, and see what it does to memory (make soak ARGS=600)
	@.venv/bin/python -m benchmarks --soak $(or $(ARGS),3600)

rehearse: .venv/runs ## Play transcripts and check them (make rehearse FILES=my.circle)
	@.venv/bin/circlewise rehearse $(FILES)

lock: .venv-lock/uv ## Choose the newest dependencies and write their hashes into the locks
	@$(COMPILE) pyproject.toml --upgrade --group build --output-file requirements.txt
	@$(COMPILE) pyproject.toml --upgrade --group dev --constraints requirements.txt --output-file requirements-dev.txt
	@$(COMPILE) --upgrade --group standin --output-file requirements-standin.txt

clean: ## Throw away .venv and what the tools left behind
	@rm -rf .venv .venv-lock .standin mutants .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# What running needs, then what developing needs on top. pip installs nothing whose hash differs, and the project
# itself without looking anything up. The locks are whole, so pip need not resolve again: left to it, a newer release
# of something that is asked for with an extra would be chosen, and refused for having no hash.
.venv/runs: requirements.txt pyproject.toml | .venv/bin/python
	@echo "Setting up .venv ..."
	@$(PIP) install --no-deps --require-hashes --only-binary :all: --requirement requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

.venv/develops: requirements-dev.txt .venv/runs
	@echo "Setting up .venv for developing ..."
	@$(PIP) install --no-deps --require-hashes --only-binary :all: --requirement requirements-dev.txt
	@touch $@

# A name on the path is no proof: version switchers leave names behind that lead nowhere. So each is run.
.venv/bin/python:
	@for python in python3.13 python3.12 python3.11 python3; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			rm -rf .venv; \
			$$python -m venv .venv >/dev/null && echo "$(CURDIR)" >.venv/here && exit 0; \
			rm -rf .venv; \
			echo "$$python cannot make a virtual environment: install its venv module (python3-venv on Debian)." >&2; \
			exit 1; \
		fi; \
	done; \
	echo "Circlewise needs Python 3.11 or later: install it so that python3 or python3.11 starts it." >&2; \
	exit 1

# The stand-in for Slack is one program in an npm package for Linux. Without it the tests against it are skipped, and say
# so. CI_STANDINS=required makes that a failure, and fetches npm itself where the machine has none. The lock names no
# registry, so npm asks the one it is set up with.
.standin/here: tests/standin/package.json tests/standin/package-lock.json requirements-standin.txt | .venv/bin/python
	@rm -rf .standin && mkdir .standin && cp $^ .standin/
	@if [ "$$CI_STANDINS" = required ] && ! command -v npm >/dev/null 2>&1; then \
		.venv/bin/python -m venv .standin/node; \
		.standin/node/bin/python -m pip --disable-pip-version-check --quiet --quiet install \
			--no-deps --require-hashes --only-binary :all: --requirement requirements-standin.txt; \
	fi
	@PATH="$(CURDIR)/.standin/node/bin:$$PATH"; \
	if command -v npm >/dev/null 2>&1 \
		&& npm ci --prefix .standin --ignore-scripts --no-audit --no-fund --loglevel=error >.standin/log 2>&1; then \
		touch $@; \
	elif [ "$$CI_STANDINS" = required ]; then \
		cat .standin/log 2>/dev/null; \
		echo "The stand-in for Slack could not be installed: it needs npm, Linux and a registry." >&2; \
		exit 1; \
	else \
		echo "Skipped: the tests against Slack's stand-in, which needs npm and Linux (docs/slack.md)." >&2; \
	fi

.venv-lock/uv: Makefile | .venv/bin/python
	@.venv/bin/python -m venv .venv-lock
	@.venv-lock/bin/python -m pip --disable-pip-version-check --quiet --quiet install uv==0.13.9
	@touch $@
