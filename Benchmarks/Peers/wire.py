"""One kept-alive connection that speaks AWS's JSON protocol, as lean as Python can be beside the server that is measured."""
import json
import socket

ROLE = "arn:aws:iam::000000000000:role/bench"


class Refused(Exception):
    """The server answered with an error."""


class Connection:
    def __init__(self, port):
        self.port = port
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def states(self, operation, **parameters):
        return self.call("states", "AWSStepFunctions." + operation, parameters)

    def sqs(self, operation, **parameters):
        return self.call("sqs", "AmazonSQS." + operation, parameters)

    def call(self, service, target, parameters):
        # The signature is not checked by anybody here; the scope tells moto which service is meant.
        credential = f"test/20260101/us-east-1/{service}/aws4_request"
        body = self.request(
            "POST", "/", json.dumps(parameters).encode(),
            f"Content-Type: application/x-amz-json-1.0\r\nX-Amz-Target: {target}\r\n"
            f"Authorization: AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host, Signature=0\r\n",
        )
        return json.loads(body or b"{}")

    def request(self, method, path, body=b"", headers=""):
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{headers}Content-Length: {len(body)}\r\n\r\n"
        self.socket.sendall(head.encode() + body)
        head = self.until(b"\r\n\r\n").lower()
        if b"\r\ncontent-length:" in head:
            length = int(head.split(b"\r\ncontent-length:")[1].split(b"\r\n")[0])
        elif b"\r\ntransfer-encoding: chunked" in head:
            length = None
        else:
            length = 0
        body = self.chunks() if length is None else self.take(length)
        status = int(head.split(b" ", 2)[1])
        if b"\r\nconnection: close" in head or head.startswith(b"http/1.0"):
            self.__init__(self.port)
        if not 200 <= status < 300:
            raise Refused(f"{status}: {body[:300]!r}")
        return body

    def until(self, mark):
        while mark not in self.buffer:
            self.fill()
        found, _, self.buffer = self.buffer.partition(mark)
        return found

    def take(self, length):
        while len(self.buffer) < length:
            self.fill()
        found, self.buffer = self.buffer[:length], self.buffer[length:]
        return found

    def chunks(self):
        found = b""
        while True:
            length = int(self.until(b"\r\n"), 16)
            found += self.take(length)
            self.take(2)
            if length == 0:
                return found

    def fill(self):
        # A server that writes head and body apart would wait 40 ms for our delayed acknowledgement: that is not its work.
        if hasattr(socket, "TCP_QUICKACK"):
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        data = self.socket.recv(262_144)
        if not data:
            raise ConnectionError("the server closed the connection")
        self.buffer += data
