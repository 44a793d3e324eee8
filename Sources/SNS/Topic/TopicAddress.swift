package import QuickstepServiceKit

/// Where a topic is: its scope and its name.
package struct TopicAddress: Sendable, Hashable {
    package let scope: Scope
    package let name: String

    package init(scope: Scope, name: String) {
        self.scope = scope
        self.name = name
    }

    /// Whether it is a FIFO topic, which its name says.
    package var isFIFO: Bool { name.hasSuffix(".fifo") }

    /// The topic's ARN.
    package var arn: String {
        ARN(service: "sns", scope: scope, resource: name).description
    }

    /// Reads a topic's ARN from a parameter of a caller in some Region.
    init(parameter: String, _ text: String, callerRegion: String) throws(ServiceError) {
        let arn = try Self.parse(parameter, text)
        guard arn.service == "sns", let scope = arn.scope, Self.isName(arn.resource) else {
            throw .invalid(parameter)
        }
        // A Region knows its own topics only.
        guard scope.region == callerRegion else { throw .invalid(parameter) }
        self.init(scope: scope, name: arn.resource)
    }

    static func parse(_ parameter: String, _ text: String) throws(ServiceError) -> ARN {
        let count = text.split(separator: ":", omittingEmptySubsequences: false).count
        guard count >= 6 else {
            throw .invalid("\(parameter) Reason: An ARN must have at least 6 elements, not \(count)")
        }
        guard let arn = ARN(text) else { throw .invalid(parameter) }
        return arn
    }

    /// Whether a text can be the name of a topic, standard or not.
    static func isName(_ text: String) -> Bool {
        let stem = text.hasSuffix(".fifo") ? text.dropLast(5) : text[...]
        guard !stem.isEmpty, text.utf8.count <= SNSLimits.topicNameLengthMax else { return false }
        return stem.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }
}
