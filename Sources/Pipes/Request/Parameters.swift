import QuickstepJSON
import QuickstepServiceKit

/// The parameters of a request, read with the errors of Pipes.
struct Parameters: Sendable {
    let members: JSONObject

    init(_ members: JSONObject) {
        self.members = members
    }

    func text(_ name: String) throws(ServiceError) -> String? {
        guard let value = members[name], !value.isNull else { return nil }
        guard let text = value.stringValue else { throw .validation("\(name) must be a string.") }
        return text
    }

    func requiredText(_ name: String) throws(ServiceError) -> String {
        guard let text = try text(name), !text.isEmpty else { throw .validation("\(name) is required.") }
        return text
    }

    func integer(_ name: String) throws(ServiceError) -> Int? {
        guard let value = members[name], !value.isNull else { return nil }
        guard let number = value.intValue else { throw .validation("\(name) must be an integer.") }
        return number
    }

    func object(_ name: String) throws(ServiceError) -> Parameters {
        guard let value = members[name], !value.isNull else { return Parameters([:]) }
        guard let object = value.objectValue else { throw .validation("\(name) must be an object.") }
        return Parameters(object)
    }

    /// The pipe that a request names.
    func pipe(in scope: Scope) throws(ServiceError) -> PipeAddress {
        let name = try requiredText("Name")
        guard PipeAddress.isName(name) else {
            throw .validation("The name '\(name)' must be 1 to 64 letters, digits, periods, hyphens or underscores.")
        }
        return PipeAddress(scope: scope, name: name)
    }

    /// Refuses what is given and not built; `path` says where the members stand.
    func refuse(allBut known: [String], path: String = "") throws(ServiceError) {
        for (name, value) in members where !known.contains(name) && !value.isNull {
            throw .unsupported("\(path)\(name) of a pipe")
        }
    }
}
