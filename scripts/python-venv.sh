#!/usr/bin/env bash
# Makes the Python environment that the thumbnail comparison runs in, where it is not there yet, and prints its interpreter.
#
#   python=$(scripts/python-venv.sh)
#
# It lies under .build and holds Pillow and numpy, from PyPI. A finished environment is used as it is, without a network.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$PWD/.build/python
if [ ! -e "$folder/finished" ]; then
    rm -rf "$folder"
    mkdir -p "$PWD/.build"
    python3 -m venv "$folder" >&2
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check 'pillow>=11,<13' 'numpy>=1.26,<3' >&2
    "$folder/bin/python" -c 'import numpy, PIL' >&2
    touch "$folder/finished"
fi
echo "$folder/bin/python"
