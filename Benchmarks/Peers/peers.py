"""Runs the same workflows on Quickstep, on moto_server and on DBOS, one after the other, and prints the ratios.

    peers.py QUICKSTEP BENCHMARKS [WORD…]

QUICKSTEP is the command, BENCHMARKS the program of `make bench`, both built for release. A WORD (serve, moto, dbos) measures only that.
"""
import json
import os
import subprocess
import sys
import time

import servers
import workloads

BIN = os.path.dirname(sys.executable)


def tell(line):
    print(line, file=sys.stderr, flush=True)


def measure_server(server, scale):
    """Every workload on one server; `scale` is how much of it."""
    found = {}
    tell(f"measuring {server.name}")
    # The first start reads the program from the disk.
    starts = [server.start_once() for _ in range(8)]
    found["healthy in, first start, ms"] = starts[0] * 1e3
    found["healthy in, median of seven more, ms"] = sorted(starts[1:])[3] * 1e3
    with server:
        time.sleep(2)
        before = server.processor_seconds()
        time.sleep(2)
        found["idle, MiB resident"] = server.resident_mebibytes()
        found["idle, % of a processor"] = (server.processor_seconds() - before) / 2 * 100
        times = workloads.latencies(server, 20 * scale)
        found["one Pass, start to end p50, ms"] = times[len(times) // 2]
        found["one Pass, start to end p99, ms"] = times[len(times) * 99 // 100]
        found["chains of 20 Pass states, transitions/s"] = workloads.transitions_per_second(server, 20 * scale, 20)
        found["chains of 10 Tasks that send messages, Tasks/s"] = workloads.sent_tasks_per_second(server, 20 * scale, 10)
        found["Choice loop of 500 turns, transitions/s"] = workloads.loop_transitions_per_second(server, 500)
        found["messages sent, received, deleted/s"] = workloads.messages_per_second(server, 40 * scale)
    return found


def measure_library(command):
    tell(f"measuring {os.path.basename(command[0])}")
    report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return {
        "100 workflows of 20 steps, steps/s": report["stepsPerSecond"],
        "one workflow of 500 steps, steps/s": report["loopStepsPerSecond"],
        "one step, start to end p50, ms": report["p50"],
        "one step, start to end p99, ms": report["p99"],
    }


def is_rate(name):
    return name.endswith("/s")


def show(ours, our_name, theirs, their_name):
    rows = [["workload", our_name, their_name, "times as good"]]
    for name, our in ours.items():
        their = theirs.get(name)
        ratio = "" if not their or not our else f"{our / their if is_rate(name) else their / our:.1f}"
        rows.append([name, f"{our:,.4g}", "" if their is None else f"{their:,.4g}", ratio])
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    rows.insert(1, ["-" * width for width in widths])
    for row in rows:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")
    print(flush=True)


def main():
    quickstep, benchmarks, *words = sys.argv[1:]
    words = words or ["serve", "moto", "dbos"]
    if "serve" in words or "moto" in words:
        ours = measure_server(servers.quickstep(quickstep), 50)
        theirs = measure_server(servers.moto(f"{BIN}/moto_server"), 2) if "moto" in words else {}
        show(ours, "quickstep serve, durable", theirs, "moto_server, in memory")
    if "dbos" in words:
        numbers = ["100", "20", "200", "500"]
        ours = measure_library([benchmarks, "--peer-workflows", *numbers])
        theirs = measure_library([sys.executable, f"{os.path.dirname(__file__)}/dbos_peer.py", *numbers])
        show(ours, "Quickstep, in process, durable", theirs, "DBOS, SQLite, durable")
    print(f"On {os.cpu_count()} cores; load {os.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    main()
