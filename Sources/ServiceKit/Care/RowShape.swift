package import QuickstepJSON

/// The form of one kind of row, as its owner's service documents it: which key it has and whether its value can be read.
package struct RowShape: Sendable {
    /// Which owners have such rows.
    package enum Name: Sendable, Equatable {
        /// Every owner with a name.
        case any
        /// The one owner of a scope, or of all, with just this name.
        case fixed(String)
    }

    package enum Component: Sendable, Equatable {
        case text
        case integer
        case owner
        /// One byte of this value.
        case byte(UInt8)
        /// All that is left, at least one byte.
        case rest
    }

    /// What such rows are, in the plural.
    package let what: String
    let kind: Owner.Kind
    let name: Name
    /// `nil` where the components follow the owner at once.
    let section: UInt8?
    let components: [Component]
    private let isReadable: @Sendable (StoreRow) -> Bool

    /// - Parameters:
    ///   - what: What such rows are, in the plural.
    ///   - kind: The kind of their owners.
    ///   - name: The owners' names.
    ///   - section: The section of the owner's keys.
    ///   - components: What follows in the key.
    ///   - isReadable: Whether a row of that key can be read. Default: it can.
    package init(
        _ what: String,
        of kind: Owner.Kind,
        named name: Name = .any,
        _ section: UInt8?,
        _ components: [Component] = [],
        isReadable: @escaping @Sendable (StoreRow) -> Bool = { _ in true }
    ) {
        self.what = what
        self.kind = kind
        self.name = name
        self.section = section
        self.components = components
        self.isReadable = isReadable
    }

    /// A row whose value is JSON that a type can be made of.
    package static func json<Value>(
        _ what: String,
        of kind: Owner.Kind,
        named name: Name = .any,
        _ section: UInt8?,
        _ components: [Component] = [],
        _ read: @escaping @Sendable (JSONValue) -> Value?
    ) -> RowShape {
        RowShape(what, of: kind, named: name, section, components) { row in
            guard let json = try? JSONValue.parse(bytes: row.value, limits: .storedRows) else { return false }
            return read(json) != nil
        }
    }

    /// Whether a key has this shape.
    package func matches(_ key: StoreKey) -> Bool {
        var reader = StoreKeyReader(key)
        guard let owner = reader.owner(), owner.kind == kind else { return false }
        switch name {
        case .any: guard !owner.name.isEmpty else { return false }
        case .fixed(let fixed): guard owner.name == fixed else { return false }
        }
        if let section { guard reader.byte() == section else { return false } }
        for component in components {
            switch component {
            case .text: guard reader.text() != nil else { return false }
            case .integer: guard reader.integer() != nil else { return false }
            case .owner: guard reader.owner() != nil else { return false }
            case .byte(let value): guard reader.byte() == value else { return false }
            case .rest: return !reader.isAtEnd
            }
        }
        return reader.isAtEnd
    }

    /// Whether the value of such a row can be read.
    package func canRead(_ row: StoreRow) -> Bool {
        isReadable(row)
    }
}
