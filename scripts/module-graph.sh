#!/usr/bin/env bash
# Prints the modules and what each imports, as the manifest has it: one line a target, `Name: Dependency Dependency`.
#
#   scripts/module-graph.sh            the graph of Package.swift
#   scripts/module-graph.sh --drawn    the graph that ARCHITECTURE.md draws, for comparison
#   scripts/module-graph.sh --write    draws it anew
#
# What lies in Tests is left out, and the prefix that target names carry stays in.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ "${1-}" = "--drawn" ]; then
    awk '/^```modules[ \t]*$/ { inside = 1; next } /^```/ { inside = 0 } inside && NF' ARCHITECTURE.md
    exit
fi

if [ "${1-}" = "--write" ]; then
    graph=$(scripts/module-graph.sh)
    GRAPH=$graph awk '
        /^```modules[ \t]*$/ { print; print ENVIRON["GRAPH"]; inside = 1; next }
        /^```/ { inside = 0 }
        !inside
    ' ARCHITECTURE.md > .build/architecture.md
    mv .build/architecture.md ARCHITECTURE.md
    exit
fi

manifest=$(mktemp)
trap 'rm -f "$manifest"' EXIT
swift package dump-package > "$manifest"
python3 - "$manifest" << 'PYTHON'
import json
import sys

with open(sys.argv[1]) as file:
    package = json.load(file)
for target in package["targets"]:
    if target["type"] == "test" or (target.get("path") or "").startswith("Tests/"):
        continue
    names = []
    for dependency in target["dependencies"]:
        for kind in ("byName", "target", "product"):
            if kind in dependency:
                names.append(dependency[kind][0])
    print(f"{target['name']}: {' '.join(names)}".rstrip())
PYTHON
