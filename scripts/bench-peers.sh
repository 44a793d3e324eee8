#!/usr/bin/env bash
# Runs the same workflows on Quickstep, moto_server and DBOS in one run, and prints the ratios:
#
#   scripts/bench-peers.sh QUICKSTEP BENCHMARKS [serve] [moto] [dbos]
#
# QUICKSTEP and BENCHMARKS are the two programs that `make bench-peers` builds. The peers are installed from PyPI in an environment under
# .build; a finished one is used as it is, without a network. `serve` alone needs no peer.
set -euo pipefail
programs=("$(realpath "$1")" "$(realpath "$2")")
shift 2
cd "$(dirname "$0")/.."

python=python3
if [ "$*" != serve ]; then
    folder=$PWD/.build/peers
    if [ ! -e "$folder/finished" ]; then
        rm -rf "$folder"
        mkdir -p "$PWD/.build"
        python3 -m venv "$folder" >&2
        "$folder/bin/python" -m pip install --quiet --disable-pip-version-check 'moto[server]>=5.1,<6' 'dbos>=2,<4' >&2
        touch "$folder/finished"
    fi
    python=$folder/bin/python
    "$python" -m pip list --disable-pip-version-check --format freeze | grep -E '^(moto|dbos)=='
fi
exec "$python" Benchmarks/Peers/peers.py "${programs[@]}" "$@"
