#!/usr/bin/env bash
# Adds up what `swift test` said about itself in a log, and ends with one line: `N passed, N failed`.
#
#   scripts/count-tests.sh LOG
#
# A run that began and has no closing line crashed, and a run of no tests at all tested nothing: each counts as a failure.
# Exits with 1 where anything failed.
set -euo pipefail

awk '
    / Test run started\.$/ { started += 1 }
    match($0, /Test run with [0-9]+ tests? in [0-9]+ suites? (passed|failed) after/) {
        closed += 1
        split(substr($0, RSTART), word, " ")
        total += word[4]
        if (word[4] == 0) { empty += 1 }
        next
    }
    /^[^ ]+ Test .* skipped(: ".*"|\.)$/ { skipped += 1 }
    /^[^ ]+ Test .* failed after [0-9.]+ seconds/ { failed += 1 }
    END {
        crashed = started - closed
        if (crashed > 0) { printf "%d test runs ended without a closing line.\n", crashed }
        if (empty > 0) { printf "%d test runs found no test.\n", empty }
        if (started == 0) { print "No test run began."; crashed = 1 }
        if (skipped > 0) { printf "%d skipped\n", skipped }
        passed = total - failed - skipped
        if (passed < 0) { passed = 0 }
        failed += crashed + empty
        printf "%d passed, %d failed\n", passed, failed
        exit failed > 0
    }
' "$1"
