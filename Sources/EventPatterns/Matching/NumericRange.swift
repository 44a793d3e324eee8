import QuickstepJSON

/// What `numeric` asks for.
struct NumericRange: Sendable, Equatable {
    struct Bound: Sendable, Equatable {
        let value: JSONNumber
        let isInclusive: Bool
    }

    var lower: Bound?
    var upper: Bound?

    func contains(_ number: JSONNumber) -> Bool {
        if let lower, !Self.isAbove(number, lower) { return false }
        if let upper, !Self.isBelow(number, upper) { return false }
        return true
    }

    private static func isAbove(_ number: JSONNumber, _ bound: Bound) -> Bool {
        bound.value.isLess(than: number) || (bound.isInclusive && bound.value.isEqual(to: number))
    }

    private static func isBelow(_ number: JSONNumber, _ bound: Bound) -> Bool {
        number.isLess(than: bound.value) || (bound.isInclusive && bound.value.isEqual(to: number))
    }
}
