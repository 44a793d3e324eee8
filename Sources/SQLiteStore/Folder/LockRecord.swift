import QuickstepJSON
package import QuickstepPrimitives

/// What the process that owns a data folder says about itself in the lock file.
package struct LockRecord: Sendable, Equatable {
    /// The number of the process.
    package let pid: Int
    /// Where it listens; nil while it does not.
    package let endpoint: String?
    /// When it took the folder, by the machine's clock.
    package let startedAt: Timestamp

    package init(pid: Int, endpoint: String?, startedAt: Timestamp) {
        self.pid = pid
        self.endpoint = endpoint
        self.startedAt = startedAt
    }

    /// Reads what the lock file holds; nil for anything but a record.
    init?(bytes: [UInt8]) {
        guard let value = try? JSONValue.parse(bytes: bytes),
            let pid = value["pid"]?.intValue,
            let text = value["startedAt"]?.stringValue,
            let startedAt = Timestamp(iso8601: text)
        else { return nil }
        self.init(pid: pid, endpoint: value["endpoint"]?.stringValue, startedAt: startedAt)
    }

    /// One line of JSON.
    var bytes: [UInt8] {
        let value: JSONValue = [
            "pid": .number(JSONNumber(pid)),
            "endpoint": endpoint.map { .string($0) } ?? .null,
            "startedAt": .string(startedAt.iso8601),
        ]
        return value.compactBytes + [UInt8(ascii: "\n")]
    }
}
