import QuickstepJSON
import QuickstepServiceKit

/// The parameters that Query and Scan have in common.
struct PageRequest: Sendable {
    let limit: Int?
    let countsOnly: Bool
    let startKey: [Attribute]?

    init(_ parameters: inout Parameters) throws(ServiceError) {
        limit = try parameters.limit()
        let selection = try parameters.choice(
            "Select",
            of: ["SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"],
            supported: ["COUNT", "ALL_ATTRIBUTES"]
        )
        countsOnly = selection == "COUNT"
        startKey = try parameters.object("ExclusiveStartKey").map { (members) throws(ServiceError) in
            try Attribute.list(members)
        }
        // Every read here sees all writes before it.
        _ = try parameters.flag("ConsistentRead")
        try parameters.noFigures()
    }

    /// The item to go on behind.
    func start(_ schema: KeySchema) throws(ServiceError) -> ItemKey? {
        guard let startKey else { return nil }
        do throws(ServiceError) {
            return try schema.key(startKey)
        } catch {
            throw .validation("The provided starting key is invalid: \(error.message)")
        }
    }
}
