import QuickstepServiceKit

/// What the ARN of a state machine names: the machine itself, one of its versions, or one of its aliases.
struct MachineReference: Sendable, Equatable {
    enum Qualifier: Sendable, Equatable {
        case version(Int)
        case alias(String)
    }

    /// The ARN as it was asked for.
    let text: String
    let scope: Scope
    let name: String
    let qualifier: Qualifier?

    /// Takes an ARN apart.
    ///
    /// - Throws: `InvalidArn`.
    init(_ text: String) throws(ServiceError) {
        let (scope, parts) = try ResourceARN.parts(text, of: ["stateMachine"])
        guard parts.count <= 3 else { throw StatesError.invalidARN(text) }
        self.text = text
        self.scope = scope
        name = parts[1]
        qualifier = parts.count == 3 ? Self.qualifier(parts[2]) : nil
    }

    /// An alias's name is never a number, so digits are a version.
    private static func qualifier(_ text: String) -> Qualifier {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return .alias(text)
        }
        return .version(Int(text) ?? .max)
    }

    /// The ARN of the machine, without a qualifier.
    var machineARN: String { ExecutionName.machineARN(name, in: scope) }

    /// The name of a child machine of a distributed Map is the parent's with a label after a slash.
    var isLabelled: Bool { name.contains("/") }

    /// - Throws: `ValidationException` where the ARN names the children of a distributed Map.
    func refuseLabel() throws(ServiceError) {
        guard !isLabelled else {
            throw Parameters.validation("This operation does not support labelled state machine ARNs: '\(text)'")
        }
    }
}
