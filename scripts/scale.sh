#!/usr/bin/env bash
# Proves that many waiting executions cost little and outlive a kill: scale.sh PROGRAM WAITS MIXTURE [INSTANTS].
#
# For each of the two subjects, one process starts the executions and ends itself as `kill -9` would; the next one opens what is left,
# lets the time come, and fails unless it was ready soon enough, in little enough memory, and everything ended as it must.
set -euo pipefail

program=$1
waits=${2:-100000}
mixture=${3:-10000}
instants=${4:-1}

folder=$(mktemp -d "${TMPDIR:-/tmp}/quickstep-scale.XXXXXX")
trap 'rm -rf "$folder"' EXIT

prove() {
    local subject=$1 count=$2 status=0
    shift 2
    [ "$count" -gt 0 ] || return 0
    echo "$count $subject, in the process that is killed"
    # The shell that waits for it would tell of the kill; a subshell of which nobody is told does not.
    { "$program" leave "$subject" --count "$count" --data "$folder/$subject" "$@" || status=$?; } 2> "$folder/errors"
    if [ "$status" -ne 137 ]; then
        cat "$folder/errors" >&2
        echo "error: It ended with $status; it did not get as far as to kill itself." >&2
        return 1
    fi
    echo "$count $subject, in the next process"
    "$program" resume "$subject" --count "$count" --data "$folder/$subject" "$@"
    rm -rf "${folder:?}/$subject"
}

prove waits "$waits" --instants "$instants"
prove mixture "$mixture"
