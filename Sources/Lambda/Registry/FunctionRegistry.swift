package import QuickstepServiceKit

/// The functions that are linked into this process.
///
/// They exist in every account and Region: what is linked is code, not state.
package struct FunctionRegistry: Sendable {
    private let byName: [String: Function]

    /// All functions, in the order of their names.
    package let functions: [Function]

    /// No functions.
    package init() {
        byName = [:]
        functions = []
    }

    /// - Throws: `ResourceConflictException` for two functions of one name, `InvalidParameterValueException` for a name, timeout or
    ///   concurrency outside the limits.
    package init(_ functions: [Function]) throws(ServiceError) {
        var byName: [String: Function] = [:]
        for function in functions {
            try Self.check(function)
            guard byName.updateValue(function, forKey: function.name) == nil else {
                throw ServiceError(
                    code: "ResourceConflictException",
                    message: "Function already exist: \(function.name)",
                    httpStatus: 409
                )
            }
        }
        self.byName = byName
        self.functions = functions.sorted { $0.name < $1.name }
    }

    /// The function of a plain name.
    package func function(named name: String) -> Function? {
        byName[name]
    }

    /// Whether there is a function of a plain name.
    package func contains(_ name: String) -> Bool {
        byName[name] != nil
    }

    /// Finds a function by name, partial ARN or ARN.
    ///
    /// - Throws: `ValidationException` for a text that names no function; `ResourceNotFoundException` where there is none, or none in
    ///   that version.
    package func find(
        _ text: String,
        qualifier: String? = nil,
        in scope: Scope
    ) throws(ServiceError) -> (function: Function, reference: FunctionReference) {
        let reference = try FunctionReference(text, in: scope).qualified(by: qualifier)
        // Linked code has no versions: whatever is linked is the latest.
        guard let function = byName[reference.name],
            reference.qualifier == nil || reference.qualifier == FunctionReference.latest
        else { throw .functionNotFound(reference) }
        return (function, reference)
    }

    /// What to do about a function that is not there, for a person.
    package func hint(forMissing name: String) -> String {
        let linked =
            switch functions.count {
            case 0: "No functions are linked into this program."
            case 1...10: "Linked are: \(functions.map(\.name).joined(separator: ", "))."
            default: "\(functions.count) functions are linked; `quickstep functions` lists them."
            }
        return "\(linked) To link it, add Function(\"\(name)\") { … } to the functions of a QuickstepApplication; "
            + "to mock it, add one that returns a fixed answer."
    }

    private static func check(_ function: Function) throws(ServiceError) {
        guard FunctionReference.isName(function.name) else {
            throw .invalidParameter(
                "'\(function.name)' is no function name: it has 1 to \(FunctionLimits.nameLengthMax) letters, digits, "
                    + "hyphens and underscores."
            )
        }
        guard function.timeout > .zero, function.timeout <= FunctionLimits.timeoutMax else {
            throw .invalidParameter(
                "The timeout of the function '\(function.name)' must be above zero and at most "
                    + "\(FunctionLimits.timeoutMax.components.seconds) seconds."
            )
        }
        guard function.concurrency.map({ (1...FunctionLimits.concurrencyMax).contains($0) }) ?? true else {
            throw .invalidParameter(
                "The concurrency of the function '\(function.name)' must be 1 to \(FunctionLimits.concurrencyMax)."
            )
        }
    }
}
