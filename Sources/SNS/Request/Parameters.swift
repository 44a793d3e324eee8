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

    /// The topic that a parameter names; it may not exist.
    func topic(_ name: String = "TopicArn") throws(ServiceError) -> TopicAddress {
        try TopicAddress(parameter: name, try requiredText(name), callerRegion: scope.region)
    }

    /// The position that `NextToken` names in a list.
    func page() throws(ServiceError) -> Page {
        try Page(token: try text("NextToken"))
    }
}
