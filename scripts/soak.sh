#!/usr/bin/env bash
# Puts a server under mixed load and fails where it grows: soak.sh PROGRAM SECONDS.
set -euo pipefail

folder=$(mktemp -d "${TMPDIR:-/tmp}/quickstep-soak.XXXXXX")
trap 'rm -rf "$folder"' EXIT
"$1" soak --seconds "$2" --data "$folder/data"
