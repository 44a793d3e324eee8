package import QuickstepJSON

// The journal keeps the items and the effective input as payloads of their own, because they mostly were stored shortly before.
extension MapRunRequest {
    /// Everything but the items and the effective input.
    package var settings: JSONValue {
        var members: JSONObject = [
            "entered": .number(JSONNumber(enteredID)),
            "arn": .string(arn),
            "concurrency": .number(JSONNumber(concurrency)),
        ]
        if let reading {
            members["reader"] = reading.arguments
            if let maxItems = reading.maxItems { members["maxItems"] = .number(JSONNumber(maxItems)) }
        }
        if let count = tolerance.count { members["toleratedCount"] = .number(JSONNumber(count)) }
        if let percentage = tolerance.percentage.flatMap({ JSONNumber($0) }) {
            members["toleratedPercentage"] = .number(percentage)
        }
        if let batch {
            var sizes: JSONObject = [:]
            if let maxItems = batch.maxItems { sizes["items"] = .number(JSONNumber(maxItems)) }
            if let maxBytes = batch.maxBytes { sizes["bytes"] = .number(JSONNumber(maxBytes)) }
            if let input = batch.input { sizes["input"] = input }
            members["batch"] = .object(sizes)
        }
        if let writing { members["writer"] = writing }
        if let context = surroundings.context { members["context"] = context }
        if !surroundings.variables.isEmpty { members["variables"] = .object(surroundings.variables) }
        return .object(members)
    }

    /// Reads a request from its parts; `nil` where they are not one.
    package init?(run: TaskID, state: String, settings: JSONValue, items: JSONValue?, input: JSONValue?) {
        guard let entered = settings["entered"]?.intValue, let arn = settings["arn"]?.stringValue,
            let concurrency = settings["concurrency"]?.intValue
        else { return nil }
        self.init(
            run: run,
            state: state,
            enteredID: entered,
            arn: arn,
            items: items,
            reading: settings["reader"].map { Reading(arguments: $0, maxItems: settings["maxItems"]?.intValue) },
            concurrency: concurrency,
            tolerance: Tolerance(
                count: settings["toleratedCount"]?.intValue,
                percentage: settings["toleratedPercentage"]?.doubleValue
            ),
            batch: settings["batch"].map { batch in
                Batch(maxItems: batch["items"]?.intValue, maxBytes: batch["bytes"]?.intValue, input: batch["input"])
            },
            writing: settings["writer"],
            surroundings: Surroundings(
                input: input,
                context: settings["context"],
                variables: settings["variables"]?.objectValue ?? [:]
            )
        )
    }

    /// The whole request, for whoever keeps it outside a journal.
    package var json: JSONValue {
        var members: JSONObject = [
            "run": .number(JSONNumber(run.sequence)), "state": .string(state), "settings": settings,
        ]
        if let items { members["items"] = items }
        if let input = surroundings.input { members["input"] = input }
        return .object(members)
    }

    package init?(json: JSONValue) {
        guard let run = json["run"]?.intValue, let state = json["state"]?.stringValue,
            let settings = json["settings"]
        else { return nil }
        self.init(run: TaskID(run), state: state, settings: settings, items: json["items"], input: json["input"])
    }
}
