import QuickstepJSON
import QuickstepServiceKit

/// The parameters of a request, read with S3's own errors.
///
/// Each name that is read is ticked off, so that ``finish()`` can refuse what nobody understood.
struct Parameters: Sendable {
    private let operation: String
    private let members: JSONObject
    private var unread: JSONObject

    init(_ members: JSONObject, operation: String) {
        self.operation = operation
        self.members = members
        unread = members
    }

    /// A member; `null` counts as absent, as in the SDKs.
    mutating func value(_ name: String) -> JSONValue? {
        unread.removeValue(forKey: name)
        guard let value = members[name], !value.isNull else { return nil }
        return value
    }

    mutating func text(_ name: String) throws(ServiceError) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.stringValue else { throw Self.wrongType(name, "a string") }
        return text
    }

    mutating func requiredText(_ name: String) throws(ServiceError) -> String {
        guard let text = try text(name) else {
            throw .invalidRequest("The request must contain the parameter \(name).")
        }
        return text
    }

    /// An integer; a query string writes it as text, so its digits do as well.
    mutating func integer(_ name: String) throws(ServiceError) -> Int? {
        guard let value = value(name) else { return nil }
        guard let number = value.intValue ?? value.stringValue.flatMap({ Int($0) }) else {
            throw Self.wrongType(name, "an integer")
        }
        return number
    }

    mutating func flag(_ name: String) throws(ServiceError) -> Bool {
        guard let value = value(name) else { return false }
        guard let flag = value.boolValue else { throw Self.wrongType(name, "a boolean") }
        return flag
    }

    mutating func object(_ name: String) throws(ServiceError) -> JSONObject? {
        guard let value = value(name) else { return nil }
        guard let object = value.objectValue else { throw Self.wrongType(name, "an object") }
        return object
    }

    /// Refuses the first parameter that was not read: what is not understood is never ignored.
    func finish() throws(ServiceError) {
        for (name, value) in unread where !value.isNull {
            throw .notImplemented("Quickstep does not support the parameter '\(name)' of s3:\(operation).")
        }
    }

    private static func wrongType(_ name: String, _ expected: String) -> ServiceError {
        .invalidArgument("The parameter \(name) must be \(expected).")
    }
}

/// Header values, which S3 keeps as they are: a line break in one would end the header when it is sent back.
enum HeaderText {
    static func check(_ value: String, of name: String) throws(ServiceError) {
        guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw .invalidArgument("The value of \(name) must not contain control characters.")
        }
    }
}
