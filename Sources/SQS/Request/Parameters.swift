import QuickstepJSON
import QuickstepServiceKit

/// The parameters of a request, read with SQS's own errors.
struct Parameters: Sendable {
    let members: JSONObject

    init(_ members: JSONObject) {
        self.members = members
    }

    func text(_ name: String) throws(ServiceError) -> String? {
        guard let value = present(name) else { return nil }
        guard let text = value.stringValue else { throw wrongType(name, value, "a string") }
        return text
    }

    func requiredText(_ name: String) throws(ServiceError) -> String {
        guard let text = try text(name), !text.isEmpty else { throw .missingParameter(name) }
        return text
    }

    /// An integer.
    ///
    /// The query protocol writes it as text, so its digits do as well.
    func integer(_ name: String) throws(ServiceError) -> Int? {
        guard let value = present(name) else { return nil }
        guard let number = value.intValue ?? value.stringValue.flatMap({ Int($0) }) else {
            throw wrongType(name, value, "an integer")
        }
        return number
    }

    /// An integer within bounds, refused as SQS does.
    func integer(_ name: String, in bounds: ClosedRange<Int>, reason: String) throws(ServiceError) -> Int? {
        guard let number = try integer(name) else { return nil }
        guard bounds.contains(number) else {
            throw .invalidParameter(name, value: String(number), reason: reason)
        }
        return number
    }

    func flag(_ name: String) throws(ServiceError) -> Bool {
        guard let value = present(name) else { return false }
        guard let flag = value.boolValue else { throw wrongType(name, value, "a boolean") }
        return flag
    }

    func object(_ name: String) throws(ServiceError) -> JSONObject? {
        guard let value = present(name) else { return nil }
        guard let object = value.objectValue else { throw wrongType(name, value, "an object") }
        return object
    }

    func list(_ name: String) throws(ServiceError) -> [JSONValue]? {
        guard let value = present(name) else { return nil }
        guard let list = value.arrayValue else { throw wrongType(name, value, "a list") }
        return list
    }

    func texts(_ name: String) throws(ServiceError) -> [String] {
        var texts: [String] = []
        for value in try list(name) ?? [] {
            guard let text = value.stringValue else { throw wrongType(name, value, "a list of strings") }
            texts.append(text)
        }
        return texts
    }

    /// The queue that `QueueUrl` names.
    func queue(in scope: Scope) throws(ServiceError) -> QueueAddress {
        let text = try requiredText("QueueUrl")
        guard let address = QueueAddress(queueURL: text, in: scope) else { throw .nonExistentQueue() }
        return address
    }

    /// A member; `null` counts as absent, as in the SDKs.
    private func present(_ name: String) -> JSONValue? {
        guard let value = members[name], !value.isNull else { return nil }
        return value
    }

    private func wrongType(_ name: String, _ value: JSONValue, _ expected: String) -> ServiceError {
        .invalidParameter(name, value: value.compactText, reason: "Must be \(expected).")
    }
}
