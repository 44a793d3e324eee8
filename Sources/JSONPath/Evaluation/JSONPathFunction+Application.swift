import QuickstepJSON

extension JSONPathFunction {
    /// Computes the function of a value; what has no length, keys or elements gives null, as in Jayway.
    func apply(to value: JSONValue) -> Result<JSONValue, JSONPathMiss> {
        switch self {
        case .length:
            switch value {
            case .array(let elements): .success(.number(JSONNumber(elements.count)))
            case .object(let object): .success(.number(JSONNumber(object.count)))
            case .string(let text): .success(.number(JSONNumber(text.utf16.count)))
            case .null, .bool, .number: .success(.null)
            }
        case .keys:
            .success(value.objectValue.map { .array($0.keys.map { .string($0) }) } ?? .null)
        case .first:
            self.element(0, of: value)
        case .last:
            self.element(-1, of: value)
        case .index(let index):
            self.element(index, of: value)
        case .sum, .average, .standardDeviation, .minimum, .maximum:
            self.aggregate(value)
        }
    }

    private func element(_ index: Int, of value: JSONValue) -> Result<JSONValue, JSONPathMiss> {
        guard case .array(let elements) = value, let position = index.position(among: elements.count) else {
            let detail = "The function \(self.text) found no element"
            return .failure(JSONPathMiss(detail: detail, reason: .indexOutOfRange))
        }
        return .success(elements[position])
    }

    /// The numbers of an array taken together, as doubles; other elements are passed over.
    private func aggregate(_ value: JSONValue) -> Result<JSONValue, JSONPathMiss> {
        let numbers = (value.arrayValue ?? []).compactMap(\.doubleValue)
        guard let first = numbers.first else {
            let detail = "Aggregation function attempted to calculate value using empty array"
            return .failure(JSONPathMiss(detail: detail, reason: .wrongType))
        }
        let result: Double
        switch self {
        case .minimum: result = numbers.reduce(first) { min($0, $1) }
        case .maximum: result = numbers.reduce(first) { max($0, $1) }
        case .average: result = numbers.reduce(0, +) / Double(numbers.count)
        case .standardDeviation:
            // Over all values, not over a sample of them, as in Jayway.
            let mean = numbers.reduce(0, +) / Double(numbers.count)
            result = (numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)).squareRoot()
        case .sum, .length, .keys, .first, .last, .index: result = numbers.reduce(0, +)
        }
        guard let number = JSONNumber(result) else {
            let detail = "The result of \(self.text) is too large a number"
            return .failure(JSONPathMiss(detail: detail, reason: .wrongType))
        }
        return .success(.number(number))
    }
}
