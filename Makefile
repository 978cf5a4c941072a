# The verbs. Each is one or two lines; what needs more lives in scripts/ and is plain POSIX sh.

LISTEN ?= 127.0.0.1:8080

.DEFAULT_GOAL := help
.PHONY: help api demo run test check fix build bench e2e faults faults-long feel hostile lighthouse scan samples slow validate matching docs

help: ## Say what the verbs are (this list)
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Install what is missing, build, fill demo-data/ once and serve it on 127.0.0.1:8080
	@LISTEN=$(LISTEN) scripts/demo

run: build ## The same for an instance of your own in data/
	target/debug/cairn serve --data-dir data --listen $(LISTEN)

test: ## Everything CI needs, in the order that fails soonest
	@scripts/test

check: ## The quick half of test: formatting, lints, types
	@scripts/bootstrap build && scripts/front-end build
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	npm --prefix web run check

fix: ## Format, and let clippy mend what it can
	cargo fmt --all
	cargo clippy --workspace --all-targets --fix --allow-dirty --allow-staged

build: ## The front end, then the binary that embeds it: target/debug/cairn
	@scripts/bootstrap run && scripts/front-end build
	cargo build -p cairn

bench: ## The measured figures of docs/benchmarks.md, again, on this machine
	@scripts/bootstrap run && scripts/front-end build
	@scripts/bench

validate: ## Releases under other people's validators and our own checkers; DIR=… for one of yours
	@scripts/bootstrap test && scripts/validate-release $(or $(DIR),--sample)

hostile: ## Send everything hostile that the suite can make to a running server; minutes
	@scripts/bootstrap test && scripts/front-end build
	@scripts/hostile

e2e: build ## The journeys in a real browser; they also take the guide's screenshots
	@scripts/bootstrap test
	npm --prefix web run e2e

faults: build ## Kills, power cuts, full and failing disks, clocks: strikes at random moments; half an hour
	@scripts/bootstrap test && scripts/front-end deps
	@scripts/faults

faults-long: build ## The same with 200 kills of each kind and 1,000 power cuts; hours
	@scripts/bootstrap test && scripts/front-end deps
	@scripts/faults --long

feel: build ## From key to picture in a workspace with a two-hour recording and many matches; minutes
	@scripts/bootstrap test && scripts/front-end deps
	@node web/e2e/feel.mjs

lighthouse: build ## The public start page of the demo under Lighthouse: four categories, 95 each at least; a minute
	@scripts/bootstrap test && scripts/front-end deps
	@scripts/lighthouse

slow: build ## Two hundred slow clients against the real server, with the figures they lead to
	node scripts/slow-clients.mjs

scan: build ## sqlmap and wapiti (PyPI) against a demo on loopback, as a stranger and signed in; half an hour
	@scripts/bootstrap test && scripts/front-end deps
	@scripts/scan

api: build ## The API under schemathesis (PyPI), against the real server; a minute and a demo project
	@scripts/bootstrap test && scripts/front-end deps
	node scripts/check-api.mjs

samples: build ## 300 tagged samples under exiftool and 300 frames by number, of which `make test` takes a part
	@scripts/bootstrap test && scripts/front-end deps
	CAIRN_SAMPLES=all cargo nextest run --workspace -E 'test(traces::) or test(footage::frames_at)'
	cd web && CAIRN_SAMPLES=all node --test --test-reporter=spec e2e/footage.test.mjs

matching: ## Long: how well altered photographs and recordings are found again, beside peers; makes the corpora
	@scripts/matching/judge

docs: ## Build docs/book/ and check every link and picture in it
	@scripts/bootstrap build && scripts/front-end deps
	node scripts/build-docs.mjs
	node scripts/check-asvs.mjs
