/// A member as an object stores it: a struct, because arrays of tuples are copied and destroyed through their metadata.
@frozen
@usableFromInline
struct JSONObjectMember: Sendable {
    @usableFromInline
    let key: String

    @usableFromInline
    var value: JSONValue

    @inlinable
    init(key: String, value: JSONValue) {
        self.key = key
        self.value = value
    }
}
