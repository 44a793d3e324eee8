/// How a value is written in a form and in XML, where JSON says it by itself.
indirect enum QueryShape: Sendable {
    case text
    case integer
    case boolean
    /// Members; one that is not listed is a text of its own name.
    case structure([QueryMember])
    /// A list whose items stand below a name (`Tags.member.1`), or directly below the list's where there is none (`Tag.1`).
    case list(item: String?, QueryShape)
    /// A map whose entries stand below a name, or directly below the map's, each with a key and a value of these names.
    case map(entry: String?, key: String, value: String, QueryShape)
}

/// One member of a structure: its name in forms and XML, its name in JSON, and its shape.
struct QueryMember: Sendable {
    let wire: String
    let name: String
    let shape: QueryShape

    init(_ wire: String, _ name: String? = nil, _ shape: QueryShape) {
        self.wire = wire
        self.name = name ?? wire
        self.shape = shape
    }
}
