import QuickstepJSON

extension QueryShape {
    /// The JSON that a part of a form stands for; nil where it stands for nothing.
    ///
    /// What is no number where one is wanted stays a text, which the service refuses in its own words.
    func json(_ tree: FormTree) -> JSONValue? {
        switch self {
        case .text:
            return tree.value.map { .string($0) }
        case .integer:
            guard let value = tree.value else { return nil }
            return Int64(value).map { .number(JSONNumber($0)) } ?? .string(value)
        case .boolean:
            guard let value = tree.value else { return nil }
            return switch value {
            case "true": true
            case "false": false
            default: .string(value)
            }
        case .structure(let members):
            return .object(Self.object(tree, members))
        case .list(let item, let shape):
            let items = item.map { tree[$0] ?? FormTree() } ?? tree
            return .array(items.numbered.compactMap(shape.json))
        case .map(let entry, let key, let value, let shape):
            let entries = entry.map { tree[$0] ?? FormTree() } ?? tree
            var object = JSONObject()
            for entry in entries.numbered {
                guard let name = entry[key]?.value else { continue }
                object[name] = entry[value].flatMap(shape.json) ?? .string("")
            }
            return .object(object)
        }
    }

    /// The members of a structure that a form gives.
    static func object(_ tree: FormTree, _ members: [QueryMember]) -> JSONObject {
        var object = JSONObject()
        for child in tree.children {
            let member = members.first { $0.wire == child.name } ?? QueryMember(child.name, nil, .text)
            guard let value = member.shape.json(child.tree) else { continue }
            object[member.name] = value
        }
        return object
    }
}
