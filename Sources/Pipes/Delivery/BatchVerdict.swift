import QuickstepJSON

/// Which messages of a batch a function's answer lets go.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html
enum BatchVerdict {
    /// The messages that are done with.
    ///
    /// The others stay in flight until their visibility timeout ends.
    ///
    /// - Parameters:
    ///   - answer: What the function answered. Only `{"batchItemFailures": [{"itemIdentifier": …}, …]}` says anything.
    ///   - messageIDs: The batch.
    /// - Returns: Some, all or none of the batch: none where an identifier names no message of it.
    static func succeeded(_ answer: JSONValue, of messageIDs: [String]) -> [String] {
        guard let failures = answer["batchItemFailures"], !failures.isNull else { return messageIDs }
        guard case .array(let items) = failures else { return [] }
        var failed: [String] = []
        for item in items {
            guard let id = item["itemIdentifier"]?.stringValue, messageIDs.contains(id) else { return [] }
            failed.append(id)
        }
        return messageIDs.filter { !failed.contains($0) }
    }
}
