import QuickstepJSON

/// The variables that one level sees.
///
/// A level begins with a copy of what the level above sees. That suffices: an outer level stands still while inner ones run,
/// and an inner one cannot assign an outer name.
struct Variables: Sendable, Equatable {
    private(set) var values: [String: JSONValue] = [:]
    /// The compact size of each value in UTF-8 bytes.
    private var byteCounts: [String: Int] = [:]
    /// The sum of those sizes.
    private(set) var byteCount = 0

    mutating func assign(_ assigned: JSONObject) {
        for (name, value) in assigned {
            let size = value.compactByteCount
            byteCount += size - (byteCounts.updateValue(size, forKey: name) ?? 0)
            values[name] = value
        }
    }

    /// What the sum of the sizes would be after an assignment.
    func byteCount(assigning assigned: JSONObject) -> Int {
        assigned.reduce(byteCount) { sum, member in
            sum + member.value.compactByteCount - (byteCounts[member.key] ?? 0)
        }
    }
}
