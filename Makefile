# Everything runs in .venv, made from requirements.txt; Python 3.11+ with venv, make and git are enough.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
PAIR ?=
AS_OF ?=

# Bytecode is kept, whatever the shell says: without it every import takes three times as long.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: report test test-all lab check bench clean requirements fuzz
report: $(READY)  ## build the current edition
	$(BIN)/brief build $(PAIR) $(if $(AS_OF),--as-of $(AS_OF))

test: $(READY)  ## run all tests, offline
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest -n 2

test-all: test  ## and those that start JupyterLab in a browser or a scheduler with workers
	$(BIN)/python -m pytest -n 2 -m "lab or cluster"

lab: $(READY)  ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab --notebook-dir=. --LabApp.default_url=/lab/tree/notebooks

check: $(READY)  ## validate the data package
	$(BIN)/brief check

FUZZ_SECONDS ?= 60
fuzz: $(READY)  ## search for input that breaks the readers; with atheris, if it is installed, FUZZ_SECONDS long
	FUZZ_RUNS=2000 $(BIN)/python -m pytest tests/fuzz
	@if $(BIN)/python -c 'import atheris' 2>/dev/null; then PYTHONPATH=src $(BIN)/python tests/fuzz/readers.py -max_total_time=$(FUZZ_SECONDS) -max_len=256 -len_control=0 -rss_limit_mb=4096 -artifact_prefix=reports/failed-; else echo 'atheris is not installed: hypothesis only'; fi

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	touch $@

bench: $(READY)  ## measure and write benchmarks/latest.md
	$(BIN)/python benchmarks/run.py

requirements:  ## pin every dependency of pyproject.toml with hashes (needs uv)
	uv pip compile pyproject.toml --extra dev --extra cluster --extra explore --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.txt

clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis reports/failed
