package import QuickstepServiceKit

/// Where a queue is: its scope and its name.
package struct QueueAddress: Sendable, Hashable {
    package let scope: Scope
    package let name: String

    package init(scope: Scope, name: String) {
        self.scope = scope
        self.name = name
    }

    /// The queue's ARN.
    package var arn: String {
        ARN(service: "sqs", scope: scope, resource: name).description
    }

    /// The queue's URL.
    ///
    /// The gateway puts the host in it that the client addressed.
    package var url: String {
        "http://localhost:4566/\(scope.account)/\(name)"
    }

    /// Reads an ARN of a queue.
    package init?(arn text: String) {
        guard let arn = ARN(text), arn.service == "sqs", let scope = arn.scope, Self.isName(arn.resource) else {
            return nil
        }
        self.init(scope: scope, name: arn.resource)
    }

    /// Reads what a request gives as `QueueUrl`: a URL, a bare name, or (ours) an ARN.
    ///
    /// The host of a URL does not matter, for clients keep URLs across endpoints: its last two segments name account and
    /// queue. `/queue/<region>/<account>/<name>` names the Region too.
    package init?(queueURL text: String, in scope: Scope) {
        if text.hasPrefix("arn:") {
            self.init(arn: text)
            return
        }
        let path = text.prefix { $0 != "?" && $0 != "#" }
        let segments = path.split(separator: "/", omittingEmptySubsequences: true)
        guard let name = segments.last.map(String.init), Self.isName(name) else { return nil }
        guard segments.count > 1 else {
            self.init(scope: scope, name: name)
            return
        }
        let account = segments[segments.count - 2]
        guard account.utf8.count == 12, account.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let isLong = segments.count > 3 && segments[segments.count - 4] == "queue"
        let region = isLong ? String(segments[segments.count - 3]) : scope.region
        self.init(scope: Scope(account: String(account), region: region), name: name)
    }

    /// Whether a text can be the name of a queue, standard or not.
    package static func isName(_ text: String) -> Bool {
        let stem = text.hasSuffix(".fifo") ? text.dropLast(5) : text[...]
        return !stem.isEmpty && text.utf8.count <= SQSLimits.queueNameLengthMax && stem.utf8.allSatisfy(isNameByte)
    }

    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
