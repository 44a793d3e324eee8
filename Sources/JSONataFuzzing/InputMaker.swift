import QuickstepJSON

/// Makes inputs of the shapes that the expressions ask about.
struct InputMaker {
    private var random: RandomSource

    init(seed: UInt64) {
        self.random = RandomSource(seed: seed &+ 0x5EED)
    }

    /// An input; nil for none.
    mutating func input() -> JSONValue? {
        self.random.happens(8) ? nil : self.value(depth: self.random.below(5))
    }

    private mutating func value(depth: Int) -> JSONValue {
        switch self.random.below(depth > 0 ? 10 : 6) {
        case 0: return .number(JSONNumber(self.random.below(200) - 100))
        case 1: return .string(self.random.one(of: ["", "a", "abc", "é😀", "12", "a,b;c", "2020-01-01"]))
        case 2: return .bool(self.random.happens(50))
        case 3: return .null
        case 4: return JSONNumber(Double(self.random.below(10_000)) / 7).map { .number($0) } ?? .null
        case 5: return .array([])
        case 6, 7: return .array((0..<self.random.below(5)).map { _ in self.value(depth: depth - 1) })
        default:
            var object = JSONObject()
            for key in ["a", "b", "c", "name", "items", "a b"] where self.random.happens(45) {
                object[key] = self.value(depth: depth - 1)
            }
            return .object(object)
        }
    }
}
