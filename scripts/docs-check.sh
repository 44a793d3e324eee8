#!/usr/bin/env bash
# Checks what the documents say about the code, as far as a machine can.
#
#   scripts/docs-check.sh QUICKSTEP
#
# - docs/support.md is what the command QUICKSTEP generates.
# - The modules that ARCHITECTURE.md draws are those of Package.swift.
# - The exit codes that README.md lists are those that the code defines.
# - Every link to a file, in every document, leads to one.
set -euo pipefail
quickstep=$1
cd "$(dirname "$0")/.."

failed=0
fail() {
    echo "error: $1" >&2
    failed=1
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The committed table and the code's.
if "$quickstep" support > "$scratch/support.md"; then
    diff -u docs/support.md "$scratch/support.md" || fail "docs/support.md is out of date. Write it anew: make support"
else
    fail "'quickstep support' failed."
fi

# The drawn modules and the manifest's, whatever their order.
scripts/module-graph.sh | sort > "$scratch/manifest"
scripts/module-graph.sh --drawn | sort > "$scratch/drawn"
diff -u "$scratch/drawn" "$scratch/manifest" \
    || fail "The modules block of ARCHITECTURE.md is not the manifest's. Draw it anew: scripts/module-graph.sh --write"

# Exit codes.
sed -n 's/^    case [A-Za-z]* = \([0-9][0-9]*\)$/\1/p' Sources/QuickstepCLI/CommandFailure.swift > "$scratch/codes"
[ -s "$scratch/codes" ] || fail "No exit codes were found in Sources/QuickstepCLI/CommandFailure.swift."
while read -r code; do
    grep -q "^| $code |" README.md || fail "README.md does not list the exit code $code."
done < "$scratch/codes"

# Links to files. Web addresses and links inside a page are left alone.
while IFS= read -r document; do
    folder=$(dirname "$document")
    { grep -oE '\]\([^)[:space:]]+\)' "$document" || true; } | sed -e 's/^](//' -e 's/)$//' -e 's/#.*$//' \
        | while IFS= read -r target; do
            case "$target" in
                "" | http:* | https:* | mailto:*) ;;
                *) [ -e "$folder/$target" ] || echo "$document: $target" ;;
            esac
        done
done < <(find . -name '*.md' -not -path '*/.build*' -not -path './.git/*') > "$scratch/dead"
if [ -s "$scratch/dead" ]; then
    cat "$scratch/dead" >&2
    fail "Links lead nowhere."
fi

[ "$failed" -eq 0 ] && echo "The documents agree with the code."
exit "$failed"
