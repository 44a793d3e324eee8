import QuickstepJSON
import Subprocess
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A client of `quickstep serve`: one connection for each request, without anything clever between the test and the socket.
struct Server: Sendable {
    let port: UInt16

    /// Runs a command that serves, and ends it in order when `body` is done.
    ///
    /// - Returns: What `body` returned, and how the command ended.
    static func run<Result: Sendable>(
        _ command: Command,
        _ body: @escaping @Sendable (Server) async throws -> Result
    ) async throws -> (result: Result, outcome: Outcome) {
        try await command.runUntilKilled(afterLineWith: "listens on", by: .interrupt, toGroup: true) { _, said in
            let port = try #require(said.firstMatch(of: /http:\/\/127\.0\.0\.1:(\d+)/)?.output.1)
            return try await body(Server(port: try #require(UInt16(port))))
        }
    }

    struct Answer: Sendable {
        let status: Int
        let body: JSONValue

        /// The answer's body, once it is no error.
        func succeeded(sourceLocation: SourceLocation = #_sourceLocation) throws -> JSONValue {
            try #require(status == 200, "\(status): \(body.compactText)", sourceLocation: sourceLocation)
            return body
        }
    }

    func states(_ operation: String, _ body: JSONValue) async throws -> Answer {
        try post("AWSStepFunctions.\(operation)", body)
    }

    func queues(_ operation: String, _ body: JSONValue) async throws -> Answer {
        try post("AmazonSQS.\(operation)", body)
    }

    /// No answer came in time, or none that could be understood.
    struct NoAnswer: Error {
        let operation: String
        let errno: Int32
        let text: String
    }

    private func post(_ target: String, _ body: JSONValue) throws -> Answer {
        let bytes = body.compactBytes
        let head = """
            POST / HTTP/1.1\r
            Host: 127.0.0.1:\(port)\r
            X-Amz-Target: \(target)\r
            Content-Type: application/x-amz-json-1.0\r
            Content-Length: \(bytes.count)\r
            Connection: close\r
            \r

            """
        let text = String(decoding: try exchange(Array(head.utf8) + bytes, target), as: UTF8.self)
        guard let status = text.firstMatch(of: /^HTTP\/1.1 (\d{3})/).flatMap({ Int($0.output.1) }),
            let end = text.firstRange(of: "\r\n\r\n"), let body = try? JSONValue.parse(String(text[end.upperBound...]))
        else { throw NoAnswer(operation: target, errno: 0, text: text) }
        return Answer(status: status, body: body)
    }

    private func exchange(_ request: [UInt8], _ target: String) throws -> [UInt8] {
        #if canImport(Darwin)
        let kind = SOCK_STREAM
        #else
        let kind = Int32(SOCK_STREAM.rawValue)
        #endif
        let connection = socket(AF_INET, kind, 0)
        defer { close(connection) }
        var limit = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0, write(connection, request, request.count) == request.count else {
            throw NoAnswer(operation: target, errno: errno, text: "")
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(connection, &buffer, buffer.count)
            guard count >= 0 else { throw NoAnswer(operation: target, errno: errno, text: "") }
            if count == 0 { return answer }
            answer += buffer[..<count]
        }
    }
}
