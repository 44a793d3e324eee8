package import QuickstepServiceKit

/// Where a pipe is: its scope and its name.
package struct PipeAddress: Sendable, Hashable {
    package let scope: Scope
    package let name: String

    package init(scope: Scope, name: String) {
        self.scope = scope
        self.name = name
    }

    /// The pipe's ARN.
    package var arn: String {
        ARN(service: "pipes", scope: scope, resource: "pipe/\(name)").description
    }

    /// Reads a pipe's ARN.
    package init?(arn text: String) {
        let prefix = "pipe/"
        guard let arn = ARN(text), arn.service == "pipes", let scope = arn.scope, arn.resource.hasPrefix(prefix) else {
            return nil
        }
        self.init(scope: scope, name: String(arn.resource.dropFirst(prefix.count)))
    }

    /// Whether a text can be the name of a pipe.
    static func isName(_ text: String) -> Bool {
        (1...PipesLimits.nameLengthMax).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
