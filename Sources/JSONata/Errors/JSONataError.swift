public import QuickstepJSON

/// Why an expression was not compiled, or why its evaluation failed.
///
/// Codes, members and messages are those of the reference implementation: codes that begin with `S` come from the syntax, `T`
/// from types, `D` from the data of one evaluation, and `U` from the guards.
public struct JSONataError: Error, Sendable, Equatable {
    /// What an error knows beside its code; one reference, so that a function that can fail stays cheap to call.
    private final class Storage: Sendable, Equatable {
        let code: String
        let details: JSONataErrorDetails

        init(code: String, details: JSONataErrorDetails) {
            self.code = code
            self.details = details
        }

        static func == (left: Storage, right: Storage) -> Bool {
            left.code == right.code && left.details == right.details
        }
    }

    private var storage: Storage

    /// Makes an error of a code and what is known about it.
    init(_ code: String, _ details: JSONataErrorDetails = JSONataErrorDetails()) {
        self.storage = Storage(code: code, details: details)
    }

    /// The code, such as `T2001`.
    public var code: String { self.storage.code }

    /// Where in the expression, in UTF-16 units from its beginning: behind the token in question.
    public var position: Int? { self.details.position }

    /// The token, operator or function in question.
    public var token: String? { self.details.token }

    /// The value in question, when it is JSON.
    public var value: JSONValue? { self.details.value }

    /// The second value in question, where two do not go together.
    public var value2: JSONValue? { self.details.value2 }

    /// The number of the argument in question, from 1.
    public var index: Int? { self.details.index }

    /// The name of the function that was given something malformed.
    public var functionName: String? { self.details.functionName }

    /// What went wrong, in a sentence.
    public var message: String { ErrorMessages.message(of: self) }

    /// All that is known.
    var details: JSONataErrorDetails { self.storage.details }

    /// The same error with a position and a token, where it had none.
    func adding(position: Int?, token: String?) -> JSONataError {
        guard self.details.position == nil || self.details.token == nil else { return self }
        var details = self.details
        // The reference implementation takes position 0 for none.
        if (details.position ?? 0) == 0 { details.position = position }
        if details.token == nil { details.token = token }
        return JSONataError(self.code, details)
    }
}

/// The members of an error.
struct JSONataErrorDetails: Sendable, Equatable {
    var position: Int?
    var token: String?
    var value: JSONValue?
    var value2: JSONValue?
    var index: Int?
    var functionName: String?
    /// The type of the elements that an array should have.
    var type: String?
    /// The exponent of a power.
    var exponent: JSONValue?
    /// A message of the expression's own, or one that no table has.
    var message: String?
}

extension JSONataError: CustomStringConvertible {
    /// The code and the message.
    public var description: String { "\(self.code): \(self.message)" }
}
