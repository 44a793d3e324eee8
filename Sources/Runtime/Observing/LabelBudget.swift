/// Bounds how many values a label may have.
///
/// Names of machines, functions and queues come from clients, and each new value makes a time series for ever. Past the bound all further
/// values are one.
struct LabelBudget: Sendable, Equatable {
    /// What stands for all values past the bound.
    static let overflow = "_other"

    /// How many values a label may have.
    static let valuesMax = 200

    private let max: Int
    private var known: [String: Set<String>] = [:]

    init(max: Int = Self.valuesMax) {
        self.max = max
    }

    /// The value as it may be told.
    mutating func value(_ value: String, of label: String) -> String {
        guard known[label]?.contains(value) != true else { return value }
        guard known[label, default: []].count < max else { return Self.overflow }
        known[label, default: []].insert(value)
        return value
    }
}
