#!/usr/bin/env bash
# Runs seeds of the simulation, a thousand to a process: simulate.sh PROGRAM [COUNT [FIRST]].
#
# Without COUNT it goes on until a seed goes wrong or somebody stops it. A process that was abandoned in a crash keeps its memory, so
# each thousand has a process of its own; two run side by side.
set -euo pipefail

program=$1
count=${2:-0}
next=${3:-1}
last=$((count > 0 ? next + count - 1 : 0))
size=1000
workers=$(getconf _NPROCESSORS_ONLN)

while [ "$last" -eq 0 ] || [ "$next" -le "$last" ]; do
    pids=()
    for _ in $(seq "$workers"); do
        [ "$last" -eq 0 ] || [ "$next" -le "$last" ] || break
        part=$size
        if [ "$last" -gt 0 ] && [ $((next + part - 1)) -gt "$last" ]; then part=$((last - next + 1)); fi
        "$program" --from "$next" --count "$part" &
        pids+=($!)
        next=$((next + part))
    done
    for pid in "${pids[@]}"; do wait "$pid"; done
done
