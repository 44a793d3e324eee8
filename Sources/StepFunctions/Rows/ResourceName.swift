import QuickstepServiceKit

/// The names that state machines, executions and activities may have.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
enum ResourceName {
    static let lengthMax = 80

    static func isValid(_ name: String) -> Bool {
        guard (1...lengthMax).contains(name.unicodeScalars.count) else { return false }
        return name.unicodeScalars.allSatisfy { scalar in
            !forbidden.contains(scalar)
                && !scalar.properties.isWhitespace
                && scalar.value >= 0x20
                && !(0x7F...0x9F).contains(scalar.value)
                && !scalar.properties.isNoncharacterCodePoint
        }
    }

    static func validated(_ name: String) throws(ServiceError) -> String {
        guard isValid(name) else {
            throw StatesError.invalidName(name)
        }
        return name
    }

    private static let forbidden: Set<Unicode.Scalar> = [
        "?", "*", "<", ">", "{", "}", "[", "]", "\"", "#", "%", "\\", "^", "|", "~", "`", "$", "&", ",", ";", ":", "/",
    ]
}
