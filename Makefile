# Needs Python 3.11 or newer, make and git; everything else goes into .venv.
#   make run     open the program on the sample community
#   make test    run the whole suite
#   make basics  run the tests of the start, the keys and the storage alone
#   make check   style, types, catalogues
#   make crash   kills, power cuts and refusing disks, long (CRASH_SEED=… replays)
#   make fuzz    hostile texts at every door and the properties, long, others each time
#   make windows the command line and the storage on a Windows Python, under wine
#   make input-method  a meeting typed through a real Chinese input method, in a window; on Linux
#   make community-y  a year of a community by keys and Excel, its figures in F7 and Word; some minutes
#   make two-years  a ledger of two years by keys, its reports against plain SQL; some minutes
#   make bundle  one folder that needs no Python, for this system, tried by its tests; in dist/
#   make bundle-windows  the same for Windows, made on any system; tried where wine is
#   make wheels  wheels for this system and this Python, with an installer that asks no network
#   make site    the documentation as a site, in build/site
#   make bench   against floors, at a million issues, made once (BENCH_MANY=10000 fewer; BENCH=start
#                a part by its name); prints a table and writes build/bench.json
# Another Python: make run PYTHON=python3.13 VENV=build/python-3.13

PYTHON ?= python3
VENV ?= .venv
PYTEST_ARGS ?= -n auto --maxprocesses 4 --dist worksteal
UV_VERSION := 0.13.9

BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
RUNTIME := $(VENV)/.installed-runtime
DEV := $(VENV)/.installed-dev
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-cache \
	--no-annotate --custom-compile-command "make lock" --quiet

.PHONY: run test basics mutants check crash simulation fuzz windows input-method two-years community-y bench bundle bundle-windows site pictures words lock wheel wheels clean
.DELETE_ON_ERROR:

run: $(RUNTIME)
	@$(BIN)/jiejiao demo

test: $(DEV)
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

# What differs between Pythons; .ci/run runs it on every one that it finds.
basics: $(DEV)
	@$(BIN)/python -m pytest $(PYTEST_ARGS) tests/terminal/test_start.py tests/terminal/test_keys.py \
		tests/tui/test_terminal.py tests/tui/commands tests/storage

check: $(DEV)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python .ci/words --check
	@$(BIN)/python .ci/manual --check

# One room in the background: make mutants ROOM=chairing
mutants: $(DEV)
	@$(BIN)/python tests/mutation/run.py $(ROOM)

bench: $(DEV)
	@$(BIN)/python tests/benchmarks/run.py $(BENCH)

# Needs strace for the power cuts and refused writes; each part alone: make crash CRASH=-k\ power
crash: export CRASH_SEED ?= $(shell date +%s)
crash: export CRASH_PTY ?= 1000
crash: export CRASH_STATES ?= 20000
crash: export CRASH_FAULTS ?= 500
crash: export CRASH_KILLS ?= 200
crash: export CRASH_COPIES ?= 100
crash: export CRASH_BYTES ?= 2000
crash: export CRASH_PAIRS ?= 60
crash: export CRASH_HUB ?= 150
crash: export CRASH_LINES ?= 300
crash: $(DEV)
	@$(BIN)/python -m pytest -rs -s tests/crash tests/storage/test_killed.py \
		tests/storage/test_killed_copies.py tests/storage/test_crafted.py tests/storage/test_order.py \
		tests/terminal/test_kill.py $(CRASH)

# Bodies with bad carriers and mishaps; a city: $(BIN)/python -m tests.storage.sharing.simulation 10000
simulation: export SIM_SEEDS ?= 20
simulation: export SIM_BODIES ?= 31
simulation: $(DEV)
	@$(BIN)/python -m pytest -rs tests/storage/sharing/test_simulation.py $(SIMULATION)

fuzz: export FUZZ_EXAMPLES ?= 3000
fuzz: export FUZZ_TEXTS ?= 300
fuzz: export FUZZ_LINES ?= 0
fuzz: export FUZZ_VALUES ?= all
fuzz: export FUZZ_SEED ?= $(shell date +%s)
fuzz: $(DEV)
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 tests/fuzz tests/meetings tests/exports \
		tests/tui/dialogs tests/storage/test_undo.py $(FUZZ)

# A part of it: make windows WINDOWS="tests/storage -x -q"
windows: $(DEV)
	@$(INSTALL) uv==$(UV_VERSION)
	@$(BIN)/python tests/windows/run.py $(WINDOWS)

# Needs Xvfb, xterm, xdotool, dbus and fcitx5 with its Chinese add-ons; not part of make test.
input-method: $(DEV)
	@$(BIN)/python tests/input_method/hold.py

# Not part of make test, since so many keys take their time. Keep its files: make two-years KEEP=folder
two-years: $(DEV)
	@$(BIN)/python -m tests.two_years.play $(KEEP)

# A year of a whole community by keys and by Excel, against the figures of a public report; some minutes.
community-y: $(DEV)
	@$(BIN)/python -m tests.two_years.community_y $(KEEP)

# One folder that needs no Python, for the system this runs on, and its tests.
bundle: $(DEV)
	@test -x build/bundle-env/bin/python || $(BIN)/python -m venv build/bundle-env
	@build/bundle-env/bin/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes -r requirements/bundle-lock.txt
	@build/bundle-env/bin/python -m pip install --quiet --disable-pip-version-check \
		--no-deps --no-build-isolation --force-reinstall .
	@build/bundle-env/bin/python .ci/bundle/make.py
	@JIEJIAO_BUNDLE="$(CURDIR)/dist/街角议事" $(BIN)/python -m pytest -q tests/bundle

# The folder for Windows, made here and packed; tried by its own tests where wine is.
bundle-windows: $(DEV)
	@$(INSTALL) uv==$(UV_VERSION)
	@$(BIN)/python .ci/bundle/windows.py
	@JIEJIAO_WINDOWS="$(CURDIR)/dist/windows/街角议事" $(BIN)/python -m pytest -q -rs tests/windows

# The documentation as a site in build/site; a link that leads nowhere is refused.
site: | $(BIN)/python
	@test -x build/site-env/bin/python || $(BIN)/python -m venv build/site-env
	@build/site-env/bin/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes -r requirements/site-lock.txt
	@build/site-env/bin/zensical build --clean --strict

pictures: $(DEV)
	@$(BIN)/python tests/pictures/take.py docs/pictures

words: $(DEV)
	@$(BIN)/python .ci/words
	@$(BIN)/python .ci/manual

# Each file is whole, at the same versions: run-lock.txt for a wheel, without what builds one; lock.txt
# for an install from here; dev-lock.txt for the tests; bundle-lock.txt for the folder without Python.
lock: $(BIN)/python
	@$(INSTALL) uv==$(UV_VERSION)
	@$(LOCK) --group build --output-file requirements/lock.txt
	@$(LOCK) --constraints requirements/lock.txt --output-file requirements/run-lock.txt
	@$(LOCK) --group build --group dev --constraints requirements/lock.txt \
		--output-file requirements/dev-lock.txt
	@$(subst pyproject.toml,,$(LOCK)) --group pyproject.toml:site \
		--output-file requirements/site-lock.txt
	@$(LOCK) --group build --group bundle --constraints requirements/lock.txt \
		--output-file requirements/bundle-lock.txt

wheel: $(RUNTIME)
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps \
		--no-build-isolation --wheel-dir dist .

# For computers with this system and this Python and no network: two lines install it.
wheels: wheel $(DEV)
	@rm -rf dist/wheels
	@$(BIN)/python -m pip download --quiet --disable-pip-version-check --require-hashes \
		--only-binary :all: --dest dist/wheels -r requirements/run-lock.txt
	@cp dist/jiejiao-*.whl .ci/wheels/* dist/wheels/
	@JIEJIAO_WHEELS="$(CURDIR)/dist/wheels" $(BIN)/python -m pytest -q -rs tests/bundle/test_wheels.py

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis snapshot_report.html
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || \
		{ echo "Jiejiao needs Python 3.11 or newer, and '$(PYTHON)' is not here. Name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Jiejiao needs Python 3.11 or newer, and '$(PYTHON)' is $$($(PYTHON) --version 2>&1). Name another: make PYTHON=python3.13" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "Python could not make an environment in $(VENV). On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

$(RUNTIME): requirements/lock.txt pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV) …"
	@$(INSTALL) --require-hashes -r requirements/lock.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements/dev-lock.txt pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV) …"
	@$(INSTALL) --require-hashes -r requirements/dev-lock.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $(RUNTIME) $@
