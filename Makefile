# Everything that people and the CI do with this package. `make help` lists it.

SWIFT ?= swift
# Handed to every build, such as SWIFTFLAGS="-c release" or SWIFTFLAGS="-j 1".
SWIFTFLAGS ?=
# Homebrew's libraries lie where compilers do not look by themselves.
ifeq ($(shell uname),Darwin)
BREW := $(shell brew --prefix 2> /dev/null)
ifneq ($(BREW),)
SWIFTFLAGS += -Xcc -I$(BREW)/include -Xlinker -L$(BREW)/lib
endif
endif
SAMPLE := Workflows/image-upload/sample/harbour.jpg
# The one folder that git knows to ignore; the tests keep what they download in it too.
BUILD := .build

SOURCES := Sources Tests Functions Benchmarks/Interpreter Benchmarks/Sources Benchmarks/Package.swift Package.swift
bin = $$($(SWIFT) build $(SWIFTFLAGS) --show-bin-path)

.DEFAULT_GOAL := help
.PHONY: help deps deps-test build run build-tests test test-unit test-end-to-end conformance conformance-record bench bench-peers simulate scale soak fuzz lint format support docs-check clean

help: ## List the targets.
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-24s %s\n", $$1, $$2 }'

deps: ## Find the compiler, SQLite and libgd; install what is missing where that is allowed.
	@scripts/deps.sh swift sqlite gd

deps-test: deps
	@scripts/deps.sh python
	@scripts/deps.sh strace || echo "note: Without strace, the tests that watch the system calls are skipped."

build: deps ## Build the two commands, quickstep and image-pipeline.
	$(SWIFT) build $(SWIFTFLAGS) --product quickstep
	$(SWIFT) build $(SWIFTFLAGS) --product image-pipeline

run: deps ## Build the sample application and upload the sample picture through its pipeline.
	$(SWIFT) build $(SWIFTFLAGS) --product image-pipeline
	"$(bin)/image-pipeline" upload $(SAMPLE) uploads/harbour.jpg

# A module that imports what the manifest does not give it is refused: the drawn graph is the one that is built.
build-tests: deps-test
	$(SWIFT) build $(SWIFTFLAGS) --explicit-target-dependency-import-check error --build-tests

# Two halves: what starts, kills or times processes must have the machine to itself.
.NOTPARALLEL:
test: test-unit test-end-to-end ## Run all tests.

test-unit: build-tests ## Run the tests that need no process of their own, in parallel.
	$(SWIFT) test $(SWIFTFLAGS) --skip-build --disable-xctest --parallel --skip EndToEnd

test-end-to-end: build-tests ## Run the tests that start and kill processes, one after the other.
	$(SWIFT) test $(SWIFTFLAGS) --skip-build --disable-xctest --no-parallel --filter EndToEnd

# The report tells every failure, with the first event that differs. Recorded cases are looked for beside the package, or where
# QUICKSTEP_CONFORMANCE says.
conformance: build-tests ## Compare with what AWS was recorded answering, and report.
	QUICKSTEP_CONFORMANCE_REPORT=1 $(SWIFT) test $(SWIFTFLAGS) --skip-build --disable-xctest --filter QuickstepConformanceTests

conformance-record: build-tests ## Add the cases that newly pass to those that must.
	QUICKSTEP_RECORD_CONFORMANCE=1 $(SWIFT) test $(SWIFTFLAGS) --skip-build --disable-xctest --filter QuickstepConformanceTests

# BENCH="durable loop" measures only what has one of the words in its name.
bench: deps ## Measure the speed, beside yardsticks.
	$(SWIFT) run -c release --package-path Benchmarks quickstep-benchmarks $(BENCH)

# PEERS="serve dbos" measures only those; serve alone needs nothing from PyPI.
bench-peers: deps ## Run the same workflows on moto_server and DBOS, and print the ratios.
	@scripts/deps.sh python
	$(SWIFT) build -c release --package-path Benchmarks
	$(SWIFT) build -c release --package-path Benchmarks --product quickstep
	folder="$$($(SWIFT) build -c release --package-path Benchmarks --show-bin-path)" && \
	scripts/bench-peers.sh "$$folder/quickstep" "$$folder/quickstep-benchmarks" $(PEERS)

# SEEDS=3000 FROM=1 ends; without them it goes on, a thousand seeds at a time, until one goes wrong or somebody stops it.
simulate: deps ## Run the production engine through simulated crashes and faults, seed after seed.
	$(SWIFT) build -c release --product quickstep-simulate
	scripts/simulate.sh "$$($(SWIFT) build -c release --show-bin-path)/quickstep-simulate" $(SEEDS) $(FROM)

# WAITS=20000 MIXTURE=2000 make it shorter; INSTANTS=1000 spreads the ends of the waits over as many seconds.
WAITS ?= 100000
MIXTURE ?= 10000
INSTANTS ?= 1
scale: deps ## Prove what many waiting executions cost, and that they outlive a kill.
	$(SWIFT) build -c release --product quickstep-scale
	scripts/scale.sh "$$($(SWIFT) build -c release --show-bin-path)/quickstep-scale" $(WAITS) $(MIXTURE) $(INSTANTS)

MINUTES ?= 10
# SECONDS=30 is a smoke test: what leaks slowly needs minutes.
SECONDS = $(shell echo $$(( $(MINUTES) * 60 )))
soak: deps ## Put a server under mixed load for MINUTES, and fail where its memory, descriptors or threads grow.
	$(SWIFT) build -c release --product quickstep-scale
	scripts/soak.sh "$$($(SWIFT) build -c release --show-bin-path)/quickstep-scale" $(SECONDS)

# EXPRESSIONS=5000000 takes a while; the tests try a few thousand as well.
EXPRESSIONS ?= 1000000
fuzz: deps ## Compile and evaluate made JSONata expressions, which must neither crash nor hang.
	$(SWIFT) build -c release --product quickstep-fuzz-jsonata
	"$$($(SWIFT) build -c release --show-bin-path)/quickstep-fuzz-jsonata" 1 $(EXPRESSIONS)

lint: ## Check the formatting and the documentation comments.
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)

format: ## Format the sources in place.
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

support: deps ## Write docs/support.md anew from the code.
	$(SWIFT) build $(SWIFTFLAGS) --product quickstep
	"$(bin)/quickstep" support > $(BUILD)/support.md
	mv $(BUILD)/support.md docs/support.md

docs-check: deps-test ## Check docs/support.md, the module graph and the links of the documents.
	$(SWIFT) build $(SWIFTFLAGS) --product quickstep
	scripts/docs-check.sh "$(bin)/quickstep"

clean: ## Remove what was built. Data folders stay.
	$(SWIFT) package clean
