/// What a Task's `Resource` names, read from its text alone.
enum ResourceName: Equatable {
    /// A function, by its ARN or its bare name.
    case function(String)
    /// An integration; its service is such as `sqs` or `aws-sdk:sqs`, its action without the suffix of the pattern.
    case integration(service: String, action: String, pattern: IntegrationPattern)
    /// An activity's ARN.
    case activity(String)
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
        case "states": self = Self.states(parts, text)
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
    private static func states(_ parts: [String], _ text: String) -> ResourceName {
        if parts.count == 7, parts[5] == "activity", !parts[3].isEmpty, !parts[4].isEmpty, !parts[6].isEmpty {
            return .activity(text)
        }
        guard parts[3].isEmpty, parts[4].isEmpty else { return .unknown }
        let isSDK = parts[5] == "aws-sdk"
        let actionAt = isSDK ? 7 : 6
        guard parts.count > actionAt else { return .unknown }
        // The suffix `.sync:2` has a colon of its own.
        let call = parts[actionAt...].joined(separator: ":")
        let pattern = IntegrationPattern.suffixed.first { call.hasSuffix($0.suffix) } ?? .requestResponse
        let service = parts[actionAt - 1]
        let action = String(call.dropLast(pattern.suffix.count))
        guard isName(service), isName(action) else { return .unknown }
        return .integration(service: isSDK ? "aws-sdk:\(service)" : service, action: action, pattern: pattern)
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
