# make run: start Tensei.  make test: run all checks.  make test-quick: the quick ones, for the
# inner loop.  Everything is installed into .venv.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
# Processes that run the tests: more than there are cores, because many tests wait; at most 8,
# because each takes a gigabyte.
TESTERS ?= $(shell n=$$(( $$(getconf _NPROCESSORS_ONLN) + 1 )); echo $$(( n < 8 ? n : 8 )))
# Show pip's progress on a terminal only.
QUIET := $(shell [ -t 2 ] || echo --quiet)
PIP := $(BIN)/python -m pip install $(QUIET)
# Which torch: cpu, cuda, an index of PyTorch's such as cu130, or a path; empty chooses by itself.
export TORCH
# Tests start a hundred processes, each of which would compile all modules again.
unexport PYTHONDONTWRITEBYTECODE
# Only files whose hashes are in requirements/, and no package that has to be built.
LOCKED := --require-hashes --no-deps --only-binary :all: --requirement

.PHONY: run test test-quick chaos bench gpu-check gpu-kit screenshots sheet install install-dev lock system-packages clean

run: .venv/.installed
	@exec $(BIN)/python -m bot

test: .venv/.installed-dev system-packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	@# mypy uses one core, so it runs beside the tests.
	$(BIN)/mypy & types=$$!; \
	$(BIN)/python -m pytest -n $(TESTERS) --dist loadfile --no-loadscope-reorder; tests=$$?; \
	wait $$types || { echo "mypy has found what is printed above."; exit 1; }; exit $$tests

# The linters, types of what changed, and quick tests of each package, without Postgres, browsers
# and jails; make test decides.
QUICK := tests/bot/tutor/replies tests/bot/i18n tests/bot/tutor/grading/test_submissions.py \
	tests/bot/storage/test_settings.py tests/common/message_reader/test_reader.py \
	tests/grader/judge/test_formatting.py tests/grader/probe/test_serialization.py \
	tests/lessons/test_catalog.py tests/lessons/test_formulas.py
test-quick: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -k "not postgres" $(QUICK)

bench: .venv/.installed-dev
	$(BIN)/python -m grader bench
	$(BIN)/python -m benchmarks --part 0.1
	$(BIN)/python -m benchmarks.queue_latency
	$(BIN)/python -m benchmarks.message_reading
	-$(BIN)/python benchmarks/learner_latency.py
	-$(BIN)/python benchmarks/discord_acknowledgement.py
	-$(BIN)/python benchmarks/slack_acknowledgement.py
	-$(BIN)/python benchmarks/daily_posts.py
	$(BIN)/python -m benchmarks.capacity

# Draws every reply as Discord and Slack show it, into the folder sheet, to be looked at.
sheet: .venv/.installed-dev system-packages
	$(BIN)/python -m docs.pictures.replies sheet

# Takes the screenshots in docs/pictures from the running program.
screenshots: .venv/.installed-dev system-packages
	$(BIN)/python -m docs.pictures.take

# Kills real processes at random for a quarter of an hour; see tests/chaos for what must hold.
chaos: .venv/.installed-dev
	CHAOS=long $(BIN)/python -m pytest tests/chaos -s

# Proves the GPU's path with this machine's card, and measures it, in eight minutes at most; gpu-check/
# has the details.
gpu-check: .venv/.installed-dev
	$(BIN)/python -m benchmarks.gpu_check gpu-check

# Collects what a machine with a card but without a network needs beside this folder; see docs/gpu.md.
# PYTHON_VERSION is that of the other machine, if it differs from PYTHON's.
gpu-kit:
	PYTHON=$(PYTHON) requirements/gpu_kit.sh $(KIT)

install: .venv/.installed
install-dev: .venv/.installed-dev

# Updates requirements/ from pyproject.toml. LOCK=--upgrade takes the newest versions.
lock:
	PYTHON=$(PYTHON) requirements/lock.sh $(LOCK)

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tensei needs Python 3.11 or newer; name one with: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

.venv/.installed: pyproject.toml requirements/grader.txt requirements/torch.txt requirements/install_torch.py | .venv/bin/python
	@echo "Installing into .venv; torch is large, so the first time takes some minutes."
	$(PIP) $(LOCKED) requirements/grader.txt
	$(BIN)/python requirements/install_torch.py $(QUIET)
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.installed-dev: requirements/dev.txt .venv/.installed
	$(PIP) $(LOCKED) requirements/dev.txt
	@touch $@

# A browser for the local chat's tests, and bubblewrap for the jail. Installed on Debian as root
# only; elsewhere the tests that need them say what to install.
system-packages:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		missing=""; \
		command -v chromium >/dev/null || missing="$$missing chromium"; \
		command -v bwrap >/dev/null || missing="$$missing bubblewrap"; \
		fc-list 2>/dev/null | grep -qi cjk || missing="$$missing fonts-noto-cjk"; \
		if [ -n "$$missing" ]; then \
			echo "Installing$$missing"; \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null \
				|| echo "Could not install$$missing; the tests that need them will be skipped."; \
		fi; \
	fi

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
