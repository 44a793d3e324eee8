import QuickstepJSON

/// Up to where the items of a map run were taken: all that must be known to go on after a crash.
struct ItemPosition: Sendable, Equatable {
    /// How many items were taken.
    var index = 0
    /// The key behind which a list of objects goes on.
    var after: String?
    /// Which file of several is read.
    var part = 0
    /// Where in the file, or, of a compressed one, in its content, the next record is looked for.
    var offset = 0
    /// The entity tag of the file that is read: where it is another one now, going on would make no sense.
    var entityTag: String?

    var json: JSONValue {
        var members: JSONObject = ["index": .number(JSONNumber(index))]
        if let after { members["after"] = .string(after) }
        if part > 0 { members["part"] = .number(JSONNumber(part)) }
        if offset > 0 { members["offset"] = .number(JSONNumber(offset)) }
        if let entityTag { members["tag"] = .string(entityTag) }
        return .object(members)
    }

    init() {}

    init?(json: JSONValue) {
        guard let index = json["index"]?.intValue else { return nil }
        self.index = index
        after = json["after"]?.stringValue
        part = json["part"]?.intValue ?? 0
        offset = json["offset"]?.intValue ?? 0
        entityTag = json["tag"]?.stringValue
    }
}
