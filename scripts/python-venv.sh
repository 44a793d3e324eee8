#!/usr/bin/env bash
# Makes a Python environment for the tests, where it is not there yet, and prints its folder.
#
#   environment=$(scripts/python-venv.sh pictures)   # Pillow and numpy: the thumbnail comparison
#   environment=$(scripts/python-venv.sh clients)    # boto3 and the aws command: unmodified clients of the endpoint
#
# It lies under .build, made from PyPI. A finished environment is used as it is, without a network.
set -euo pipefail
cd "$(dirname "$0")/.."

case "${1:-}" in
    pictures)
        packages=('pillow>=11,<13' 'numpy>=1.26,<3')
        check='import numpy, PIL'
        ;;
    clients)
        packages=('boto3>=1.40,<2' 'awscli>=1.42,<2' 'cryptography>=42')
        check='import boto3, awscli, cryptography'
        ;;
    *)
        echo "usage: scripts/python-venv.sh pictures|clients" >&2
        exit 64
        ;;
esac

folder=$PWD/.build/python-$1
if [ ! -e "$folder/finished" ]; then
    rm -rf "$folder"
    mkdir -p "$PWD/.build"
    python3 -m venv "$folder" >&2
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "${packages[@]}" >&2
    "$folder/bin/python" -c "$check" >&2
    touch "$folder/finished"
fi
echo "$folder"
