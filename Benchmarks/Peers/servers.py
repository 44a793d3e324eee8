"""The servers that are measured: started, asked until they answer, looked at while they rest, stopped."""
import socket
import subprocess
import tempfile
import time

from wire import Connection


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A process that listens; `command` gets the port and an empty folder."""

    def __init__(self, name, command, health, prepare=None):
        self.name, self.command, self.health, self.prepare = name, command, health, prepare

    def __enter__(self):
        self.port = free_port()
        self.folder = tempfile.TemporaryDirectory(prefix="quickstep-peers-")
        start = time.perf_counter()
        self.process = subprocess.Popen(
            self.command(self.port, self.folder.name), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            self.wait_until_healthy(start)
            if self.prepare:
                self.prepare(Connection(self.port))
        except BaseException:
            self.__exit__()
            raise
        return self

    def start_once(self):
        """How long a start in an empty folder takes, in seconds, until the health check is answered."""
        with self:
            return self.healthy

    def wait_until_healthy(self, start):
        while True:
            try:
                Connection(self.port).request("GET", self.health)
                break
            except OSError:
                if self.process.poll() is not None or time.perf_counter() - start > 60:
                    raise SystemExit(f"{self.name} does not answer") from None
                time.sleep(0.001)
        self.healthy = time.perf_counter() - start

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)
        self.folder.cleanup()

    def resident_mebibytes(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            for line in status:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) / 1024
        raise SystemExit("no VmRSS in /proc")

    def processor_seconds(self):
        with open(f"/proc/{self.process.pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100


def quickstep(program):
    return Server(
        "quickstep serve",
        lambda port, folder: [program, "serve", "--port", str(port), "--data", folder + "/data"],
        "/_quickstep/health",
    )


def moto(program):
    def run_executions(connection):
        # Without this, moto makes up how an execution ends.
        connection.request("POST", "/moto-api/config", b'{"stepfunctions": {"execute_state_machine": true}}')

    return Server(
        "moto_server",
        lambda port, folder: [program, "-H", "127.0.0.1", "-p", str(port)],
        "/moto-api/data.json",
        run_executions,
    )
