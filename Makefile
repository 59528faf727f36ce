# Préau : deux commandes, `make demo` et `make test`. Tout le reste : `make help`.
.DEFAULT_GOAL := help
.PHONY: demo fresh test lint types contracts postgres15 unit browser bench sentences lock stop clean help
SHELL := /bin/sh
PREAU := .venv/bin/preau
RUN := @scripts/bootstrap test && .venv/bin/python -m
PORT ?= 8000
SCHOOLS ?= 5
CHECKS ?= -n 2

demo: ## la démonstration sur http://localhost:8000 (PORT=8010, SCHOOLS=20)
	@scripts/bootstrap demo && exec $(PREAU) demo --port $(PORT) --schools $(SCHOOLS)

fresh: ## la même, en oubliant les données de la démonstration précédente
	@scripts/bootstrap demo && exec $(PREAU) demo --fresh --port $(PORT) --schools $(SCHOOLS)

test: lint types contracts postgres15 unit browser ## tous les contrôles et tous les essais

lint: ## style du code (ruff)
	$(RUN) ruff check . && .venv/bin/python -m ruff format --check .

types: ## types (mypy, strict)
	$(RUN) mypy

contracts: ## étages de la maison (import-linter)
	@scripts/bootstrap test && .venv/bin/lint-imports

postgres15: ## premiers essais sur le PostgreSQL 15 de Debian, s’il est là
	@scripts/bootstrap test && $(PREAU) check postgres15

unit: ## essais sans navigateur
	$(RUN) pytest -m "not browser" $(CHECKS)

browser: ## essais dans un vrai navigateur
	$(RUN) pytest -m browser

bench: ## coût de chaque page (BENCH_JSON=chemin)
	@scripts/bootstrap demo && exec $(PREAU) bench

sentences: ## remet les catalogues de traduction en accord avec le code
	$(RUN) tests.languages

lock: ## recalcule requirements*.lock
	@scripts/bootstrap test && scripts/lock

stop: ## arrête la démonstration
	@test ! -x $(PREAU) || $(PREAU) stop

clean: stop ## arrête la démonstration, retire .venv et les caches ; garde les données de var/postgres
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis var/test-postgres* var/static

help: ## cette liste
	@sed -n 's/^\([a-z0-9]*\):.*## /\1 : /p' Makefile
