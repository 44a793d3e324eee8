import Testing

/// What `strace` wrote down of a process: its system calls, in the order in which they began and ended.
struct SystemTrace: Sendable {
    /// One call, between the lines of the trace in which it began and ended.
    struct Call: Sendable {
        let name: String
        /// Files and data as the trace shows them.
        let arguments: String
        let began: Int
        /// `Int.max` where it never ended.
        var ended: Int
        var result: String
    }

    private(set) var calls: [Call] = []

    /// Reads lines such as `17 fdatasync(5</x-wal>) = 0`, whole or cut in two by another thread's.
    init(_ text: String) {
        var open: [Substring: Int] = [:]
        for (number, line) in text.split(separator: "\n").enumerated() {
            guard let whole = line.wholeMatch(of: /(\d+) +(.*)/) else { continue }
            let (thread, rest) = (whole.1, whole.2)
            if let resumed = rest.firstMatch(of: /^<\.\.\. \w+ resumed>.*?= (.*)$/) {
                guard let index = open.removeValue(forKey: thread) else { continue }
                calls[index].ended = number
                calls[index].result = String(resumed.1)
            } else if let cut = rest.firstMatch(of: /^(\w+)\((.*) <unfinished \.\.\.>$/) {
                open[thread] = calls.count
                calls.append(
                    Call(name: String(cut.1), arguments: String(cut.2), began: number, ended: .max, result: "")
                )
            } else if let call = rest.firstMatch(of: /^(\w+)\((.*)\) += (.*)$/) {
                calls.append(
                    Call(
                        name: String(call.1),
                        arguments: String(call.2),
                        began: number,
                        ended: number,
                        result: String(call.3)
                    )
                )
            }
        }
    }

    /// The first call of one of these names whose arguments hold a text.
    func first(_ names: Set<String>, with text: String, from line: Int = 0) -> Call? {
        calls.first { names.contains($0.name) && $0.began >= line && $0.arguments.contains(text) }
    }

    static let syncs: Set = ["fsync", "fdatasync"]
    static let fileWrites: Set = ["pwrite64", "write", "pwritev"]
    static let socketWrites: Set = ["write", "writev", "sendto", "sendmsg"]

    /// Where `strace` is.
    static let program = ["/usr/bin/strace", "/bin/strace", "/usr/local/bin/strace"].first { Files.exists($0) }

    /// A command under `strace`.
    ///
    /// Each wait for the disk is made to take two tenths of a second longer: who does not wait for it is seen.
    static func traced(_ command: Command, into file: String) throws -> Command {
        var traced = command
        traced.program = try #require(program)
        traced.arguments =
            [
                "-f", "-y", "-s", "8192", "-o", file,
                "-e",
                "trace=fsync,fdatasync,pwrite64,pwritev,write,writev,sendto,sendmsg,mkdir,rename,renameat,renameat2",
                "-e", "inject=fsync,fdatasync:delay_enter=200000", "--", command.program,
            ] + command.arguments
        return traced
    }
}
