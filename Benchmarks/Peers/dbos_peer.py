"""The same durable workflows on DBOS, with SQLite as its system database: dbos_peer.py EXECUTIONS STEPS ALONE LOOP.

The other side is `Benchmarks/Sources/Peers/PeerWorkflows.swift`; both print the same JSON.
"""
import json
import sys
import tempfile
import time

from dbos import DBOS


@DBOS.step()
def note(event):
    return event


@DBOS.workflow()
def steps(event, count):
    for _ in range(count):
        event = note(event)
    return event


def rate(executions, count):
    start = time.perf_counter()
    handles = [DBOS.start_workflow(steps, {"order": number}, count) for number in range(executions)]
    for number, handle in enumerate(handles):
        if handle.get_result() != {"order": number}:
            raise SystemExit("a workflow lost its input")
    return executions * count / (time.perf_counter() - start)


def alone(executions):
    times = []
    for number in range(executions):
        start = time.perf_counter()
        if steps({"order": number}, 1) != {"order": number}:
            raise SystemExit("a workflow lost its input")
        times.append((time.perf_counter() - start) * 1e3)
    return sorted(times)


def main():
    executions, count, single, turns = map(int, sys.argv[1:])
    with tempfile.TemporaryDirectory(prefix="quickstep-peers-") as folder:
        DBOS(config={
            "name": "peer",
            "system_database_url": f"sqlite:///{folder}/dbos.sqlite",
            "run_admin_server": False,
            "log_level": "ERROR",
        })
        DBOS.launch()
        rate(2, 2)
        many = rate(executions, count)
        times = alone(single)
        loop = rate(1, turns)
        DBOS.destroy()
    print(json.dumps({
        "stepsPerSecond": many,
        "p50": times[len(times) // 2],
        "p99": times[len(times) * 99 // 100],
        "loopStepsPerSecond": loop,
    }))


if __name__ == "__main__":
    main()
