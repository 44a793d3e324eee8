import QuickstepJSON

/// The payloads that were last written or read, so that one which comes again is stored as a reference.
///
/// Encoder and decoder see the same payloads in the same order and so keep equal windows: a reference needs no store.
struct PayloadWindow: Sendable, Equatable {
    /// How many distinct payloads are remembered.
    static let countMax = 8
    /// Shorter payloads are written out: a reference would save nothing.
    static let byteCountMin = 64

    /// The one that was used last is at the end.
    private var values: [JSONValue] = []

    /// How long ago, in distinct payloads, a payload was last used; `nil` where it is not remembered.
    ///
    /// Comparing is cheap: a payload that a state handed on shares its storage with the remembered one, and another one
    /// mostly differs early.
    func distance(of value: JSONValue) -> Int? {
        switch value {
        case .null, .bool, .number: return nil
        case .string, .array, .object: break
        }
        let index = values.lastIndex { $0 == value }
        return index.map { values.count - 1 - $0 }
    }

    /// The payload that a reference names, which thereby is the last one used; `nil` where there is none.
    mutating func use(distance: Int) -> JSONValue? {
        let (index, overflow) = (values.count - 1).subtractingReportingOverflow(distance)
        guard !overflow, values.indices.contains(index) else { return nil }
        let value = values.remove(at: index)
        values.append(value)
        return value
    }

    /// Remembers a payload that is not remembered yet, if it is long enough.
    mutating func insert(_ value: JSONValue, byteCount: Int) {
        guard byteCount >= Self.byteCountMin else { return }
        if values.count == Self.countMax {
            values.removeFirst()
        }
        values.append(value)
    }
}
