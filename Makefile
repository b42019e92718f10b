# Maillon. `make run` to try it, `make test` to trust it.
.DEFAULT_GOAL := help
.PHONY: help setup run test access-golden coverage faults check bench bench-web format lock clean

bin := .venv/bin

help: ## What can be asked
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 15

setup: ## Build the environment in .venv; a second run does nothing
	@tools/setup

run: setup ## Start Maillon with its demonstration world (PORT=8000)
	@exec $(bin)/maillon run

test: setup ## Install what the tests need, then run them all, on SQLite and on PostgreSQL
	@tools/test-system
	@tools/test-judges
	@tools/test

access-golden: setup ## Write anew who is answered by each route, to be read in the diff
	@MAILLON_GOLDEN=write $(bin)/pytest -q -n auto tests/apps/test_access_matrix.py

coverage: export MAILLON_COVERAGE = 1
coverage: test ## The same tests, with the lines they reach counted

faults: setup ## Kill, fill, cut and delay on purpose; every invariant after each
	@tools/test-system
	@tools/faults

check: setup ## Format, lint, types, contracts, migrations, deployment
	@tools/check

bench: setup ## Time the things people wait for
	@$(bin)/maillon bench

format: setup ## Put every Python file in the house's format
	@$(bin)/ruff format . && $(bin)/ruff check --fix .

bench-web: setup ## Time the pages people keep open, under load
	@$(bin)/maillon bench web

lock: ## Pin the newest versions by hash (needs uv)
	@tools/lock

clean: ## Remove what was built; data in var/ stays
	rm -rf .venv node_modules maillon/kernel/static/vendor .mypy_cache .ruff_cache .pytest_cache
