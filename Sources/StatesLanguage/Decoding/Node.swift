import QuickstepJSON

/// A value of the definition, and its place in it.
struct Node {
    let value: JSONValue
    let path: [JSONPathStep]

    /// The member of an object.
    func member(_ name: String) -> Node? {
        value[name].map { Node(value: $0, path: path + [.key(name)]) }
    }

    /// The elements of an array.
    var elements: [Node]? {
        guard let array = value.arrayValue else { return nil }
        return array.enumerated().map { Node(value: $1, path: path + [.index($0)]) }
    }

    /// The members of an object, in the order of the source.
    var members: [(name: String, node: Node)]? {
        guard let object = value.objectValue else { return nil }
        return object.map { ($0.key, Node(value: $0.value, path: path + [.key($0.key)])) }
    }
}
