import QuickstepJSON

/// An object that was made.
///
/// Once made it never changes, but for the copy that a transform works on.
final class ObjectValue {
    private(set) var keys: [String]
    private(set) var values: [Value]
    private(set) var depth: UInt16

    /// The positions of keys, from nine members on.
    private var index: [ObjectKey: Int]?

    /// Whether a transform may still change it.
    let isMutable: Bool

    init(isMutable: Bool = false) {
        self.keys = []
        self.values = []
        self.depth = 1
        self.isMutable = isMutable
    }

    /// Makes an object of members with unique keys.
    init(keys: [String], values: [Value]) {
        self.keys = keys
        self.values = values
        var deepest: UInt16 = 0
        for value in values { deepest = max(deepest, value.depth) }
        self.depth = deepest &+ 1
        self.isMutable = false
        if keys.count > Self.indexThreshold { self.makeIndex() }
    }

    private static let indexThreshold = 8

    /// The value of a member.
    func value(forKey key: String) -> Value? {
        self.position(ofKey: key).map { self.values[$0] }
    }

    /// Where a key is.
    func position(ofKey key: String) -> Int? {
        if let index { return index[ObjectKey(text: key)] }
        for position in self.keys.indices where self.keys[position].isIdentical(to: key) { return position }
        return nil
    }

    /// Replaces the value of a member at its place, or appends a member.
    func set(_ value: Value, forKey key: String) {
        self.depth = max(self.depth, value.depth &+ 1)
        if let position = self.position(ofKey: key) {
            self.values[position] = value
            return
        }
        self.keys.append(key)
        self.values.append(value)
        if self.index != nil {
            self.index?[ObjectKey(text: key)] = self.keys.count - 1
        } else if self.keys.count > Self.indexThreshold {
            self.makeIndex()
        }
    }

    /// Removes a member.
    func removeValue(forKey key: String) {
        guard let position = self.position(ofKey: key) else { return }
        self.keys.remove(at: position)
        self.values.remove(at: position)
        self.index = nil
        if self.keys.count > Self.indexThreshold { self.makeIndex() }
    }

    private func makeIndex() {
        var index: [ObjectKey: Int] = [:]
        for (position, key) in self.keys.enumerated() { index[ObjectKey(text: key)] = position }
        self.index = index
    }
}

/// A key that is compared byte by byte: Swift's own comparison would merge keys that JSON keeps apart.
struct ObjectKey: Hashable {
    let text: String

    static func == (left: ObjectKey, right: ObjectKey) -> Bool {
        left.text.isIdentical(to: right.text)
    }

    func hash(into hasher: inout Hasher) {
        var text = self.text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
