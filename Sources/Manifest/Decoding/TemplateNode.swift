import QuickstepJSON

/// A value of the template, and its place in it.
struct TemplateNode {
    let value: JSONValue
    let path: [JSONPathStep]

    /// The member of an object; a member that is `null` counts as absent.
    func member(_ name: String) -> TemplateNode? {
        guard let member = value[name], !member.isNull else { return nil }
        return TemplateNode(value: member, path: path + [.key(name)])
    }

    /// The elements of a list.
    var elements: [TemplateNode]? {
        guard let array = value.arrayValue else { return nil }
        return array.enumerated().map { TemplateNode(value: $1, path: path + [.index($0)]) }
    }

    /// The members of an object, in the order of the source.
    var members: [(name: String, node: TemplateNode)]? {
        guard let object = value.objectValue else { return nil }
        return object.map { ($0.key, TemplateNode(value: $0.value, path: path + [.key($0.key)])) }
    }
}
