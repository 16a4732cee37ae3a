# Everything is installed into .venv; nothing outside this folder but the graph's own store is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo serve test check suites coverage lowest lock bench docs screenshots scripts web package evaluate clean

demo: $(VENV)/.core ## install, build the graph, print first answers, draw the map
	$(BIN)/comity build
	@echo; echo "Who gave expertise most?"
	@$(BIN)/comity query experts | head -n 12
	@echo; echo "Which countries met most?"
	@$(BIN)/comity query country-pairs
	@echo; $(BIN)/comity map -o map.html
	@echo; echo "Open map.html in a browser. Then try:"
	@echo "  $(BIN)/comity explain lva-sbg icmpd"
	@echo "  $(BIN)/comity query --list"
	@echo "or look and ask in the browser: make serve"

serve: $(VENV)/.serve viz/web/dist ## build the graph and serve its pages and its endpoint
	$(BIN)/comity build
	$(BIN)/comity serve

viz/web/dist: $(VENV)/.web
	$(BIN)/python viz/web/build.py editors

test: $(VENV)/.test ## run the tests, on every core
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not slow and not browser"

check: $(VENV)/.check ## lint and type-check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python viz/web/build.py check

suites: $(VENV)/.suites ## run all tests, with the large tools they can use: Chromium, Apache Jena, gazetteers
	COMITY_SUITES=1 $(BIN)/python -m pytest -rs tests

coverage: $(VENV)/.suites ## run the tests and tell which lines none of them runs
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not slow and not browser" --cov --cov-report=term

lowest: ## run the tests with the lowest versions of libraries that pyproject.toml allows
	$(PYTHON) -m venv build/lowest
	build/lowest/bin/python -m pip install --quiet uv
	VIRTUAL_ENV=build/lowest build/lowest/bin/uv pip install --quiet --resolution lowest-direct --editable '.[test]'
	build/lowest/bin/python -m pytest -n auto --dist loadfile -m "not slow and not browser"

lock: ## choose anew the versions that `make test` and `make check` install
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet uv
	build/lock/bin/uv pip compile pyproject.toml --extra test --extra check --universal --python-version 3.11 --upgrade --no-header --no-annotate --quiet --output-file tests/lock.txt

BENCHMARKS := build queries frames projection relational file_to_network betweenness communities ranking significance maps redraw endpoint identity_lookup

bench: $(VENV)/.test ## measure against the bare engines; takes minutes
	for name in $(BENCHMARKS); do $(BIN)/python -m benchmarks.$$name || exit 1; done

evaluate: $(VENV)/.test ## print how well actors and activities are identified, on folds that nothing was fitted on
	$(BIN)/python -m benchmarks.identity.evaluate

scripts: $(VENV)/.web ## bundle the scripts of the map anew, with node
	$(BIN)/python viz/web/build.py map

web: $(VENV)/.web ## bundle all scripts anew, those of the editors of queries as well
	$(BIN)/python viz/web/build.py

docs: $(VENV)/.docs ## write the reference pages anew and build the site
	$(BIN)/python docs/reference.py
	$(BIN)/python docs/run_notebook.py
	$(BIN)/mkdocs build --strict --quiet
	@echo "Open site/index.html in a browser."

screenshots: $(VENV)/.suites ## draw the pictures of the README anew, with Chromium
	$(BIN)/comity build
	$(BIN)/python docs/screenshots.py

package: $(VENV)/.core ## write the resources of the BOMCA package's datapackage.json anew
	$(BIN)/python -m comity.data.descriptor data/bomca

clean: ## remove what make installed and built
	rm -rf $(VENV) site map.html

$(VENV)/.core: EXTRA =
$(VENV)/.serve: EXTRA = [serve]
$(VENV)/.test: EXTRA = [test]
$(VENV)/.test $(VENV)/.check: LOCK = --constraint tests/lock.txt
$(VENV)/.test $(VENV)/.check: tests/lock.txt
$(VENV)/.check: EXTRA = [check]
$(VENV)/.suites: EXTRA = [suites]
$(VENV)/.docs: EXTRA = [docs]
$(VENV)/.web: EXTRA = [web]
$(VENV)/.core $(VENV)/.serve $(VENV)/.test $(VENV)/.check $(VENV)/.suites $(VENV)/.docs $(VENV)/.web: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Comity needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(LOCK) --editable '.$(EXTRA)'
	@touch $@
