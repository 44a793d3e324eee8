import QuickstepJSON

/// The entries of `putEvents`, as tasks give them and as their answers tell of them.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html
enum EventEntries {
    /// The error of a task of whose entries some were not taken.
    static let failedEntry = "EventBridge.FailedEntry"

    /// The parameters for the door: a detail that was given as JSON is written as text, and in the optimised form the resources of
    /// each event name the execution and its state machine, after those that were given.
    static func completed(
        _ input: JSONObject,
        of integration: Integration,
        for live: LiveExecution
    ) -> JSONObject {
        guard integration.putsEvents, let entries = input["Entries"]?.arrayValue else { return input }
        var input = input
        input["Entries"] = .array(entries.map { completed($0, of: integration, for: live) })
        return input
    }

    private static func completed(
        _ entry: JSONValue,
        of integration: Integration,
        for live: LiveExecution
    ) -> JSONValue {
        guard var members = entry.objectValue else { return entry }
        if let detail = members["Detail"], !detail.isNull, detail.stringValue == nil {
            members["Detail"] = .string(detail.compactText)
        }
        if !integration.isSDK {
            let given = members["Resources"].flatMap { $0.isNull ? nil : $0 } ?? []
            // Resources that are no list are the service's to refuse.
            if let resources = given.arrayValue {
                members["Resources"] = .array(
                    resources + [.string(live.name.machineARN), .string(live.arn)]
                )
            }
        }
        return .object(members)
    }

    /// Whether the answer to an optimised integration tells of entries that were not taken: then the task fails, though the others
    /// were.
    static func hasFailed(_ answer: JSONObject, of integration: Integration) -> Bool {
        guard integration.putsEvents, !integration.isSDK else { return false }
        return (answer["FailedEntryCount"]?.intValue ?? 0) > 0
    }
}

extension Integration {
    fileprivate var putsEvents: Bool { neighbour.door == "events" && action == "putEvents" }
}
