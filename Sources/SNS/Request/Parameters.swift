import QuickstepJSON
import QuickstepServiceKit

/// The parameters of a request, read with SNS's own errors.
struct Parameters: Sendable {
    let members: JSONObject
    /// The caller's account and Region.
    let scope: Scope

    func text(_ name: String) throws(ServiceError) -> String? {
        guard let value = members[name], !value.isNull else { return nil }
        guard let text = value.stringValue else { throw .invalid("\(name) Reason: Must be a string") }
        return text
    }

    func requiredText(_ name: String) throws(ServiceError) -> String {
        guard let text = try text(name) else {
            throw .missing(name.prefix(1).lowercased() + name.dropFirst())
        }
        return text
    }

    func object(_ name: String) throws(ServiceError) -> JSONObject {
        guard let value = members[name], !value.isNull else { return [:] }
        guard let object = value.objectValue else { throw .invalid("\(name) Reason: Must be an object") }
        return object
    }

    func list(_ name: String) throws(ServiceError) -> [JSONValue] {
        guard let value = members[name], !value.isNull else { return [] }
        guard let list = value.arrayValue else { throw .invalid("\(name) Reason: Must be a list") }
        return list
    }

    func texts(_ name: String) throws(ServiceError) -> [String] {
        var texts: [String] = []
        for value in try list(name) {
            guard let text = value.stringValue else { throw .invalid("\(name) Reason: Must be a list of strings") }
            texts.append(text)
        }
        return texts
    }

    /// A flag, as JSON or as the text that query parameters are.
    func flag(_ name: String) throws(ServiceError) -> Bool {
        guard let value = members[name], !value.isNull else { return false }
        switch value {
        case .bool(let flag): return flag
        case .string("true"): return true
        case .string("false"): return false
        default: throw .invalid("\(name) Reason: Must be true or false")
        }
    }

    /// The topic that a parameter names; it may not exist.
    func topic(_ name: String = "TopicArn") throws(ServiceError) -> TopicAddress {
        try TopicAddress(parameter: name, try requiredText(name), callerRegion: scope.region)
    }

    /// The position that `NextToken` names in a list.
    func page() throws(ServiceError) -> Page {
        try Page(token: try text("NextToken"))
    }
}
