/// What a Task's `Resource` names, read from its text alone.
enum ResourceName: Equatable {
    /// How an integration waits.
    enum Pattern: Equatable {
        case request
        case synchronous
        case callback
    }

    /// A function, by its ARN or its bare name.
    case function(String)
    case integration(service: String, action: String, pattern: Pattern)
    case sdk
    case activity
    case unknown

    init(_ text: String) {
        guard text.hasPrefix("arn:") else {
            self = Self.isFunctionName(text) ? .function(text) : .unknown
            return
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 6, Self.isName(parts[1]) else {
            self = .unknown
            return
        }
        switch parts[2] {
        case "lambda": self = Self.function(parts, text)
        case "states": self = Self.states(parts)
        default: self = .unknown
        }
    }

    /// `arn:aws:lambda:region:account:function:name`, and a qualifier behind it.
    private static func function(_ parts: [String], _ text: String) -> ResourceName {
        guard parts.count == 7 || parts.count == 8, parts[5] == "function", isFunctionName(parts[6]) else {
            return .unknown
        }
        if parts.count == 8 {
            let qualifier = parts[7]
            guard qualifier == "$LATEST" || isName(qualifier) else { return .unknown }
        }
        return .function(text)
    }

    /// `arn:aws:states:::service:action`, or `arn:aws:states:region:account:activity:name`.
    private static func states(_ parts: [String]) -> ResourceName {
        if parts.count == 7, parts[5] == "activity", !parts[3].isEmpty, !parts[4].isEmpty { return .activity }
        guard parts[3].isEmpty, parts[4].isEmpty, parts.count >= 7 else { return .unknown }
        if parts[5] == "aws-sdk" { return parts.count >= 8 ? .sdk : .unknown }
        let call = parts[6...].joined(separator: ":")
        for (suffix, pattern) in [
            (".waitForTaskToken", Pattern.callback), (".sync:2", .synchronous), (".sync", .synchronous),
        ] where call.hasSuffix(suffix) {
            return integration(parts[5], String(call.dropLast(suffix.count)), pattern)
        }
        return integration(parts[5], call, .request)
    }

    private static func integration(_ service: String, _ action: String, _ pattern: Pattern) -> ResourceName {
        guard isName(service), isName(action) else { return .unknown }
        return .integration(service: service, action: action, pattern: pattern)
    }

    private static func isFunctionName(_ text: String) -> Bool {
        text.utf8.count <= 140 && isName(text)
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default:
                    false
                }
            }
    }
}
