import QuickstepJSON
import Testing

/// Everything that one upload of the sample picture has left behind once nothing is unfinished.
struct Aftermath: Sendable {
    static let key = "harbour.jpg"
    static let thumbnailKeys = ["harbour-1024.jpg", "harbour-128.jpg", "harbour-512.jpg"]
    /// How many different calls each function gets.
    static let calls = ["validate-image": 1, "make-thumbnail": 3, "extract-metadata": 1]

    var statuses: [String] = []
    var histories: [History] = []
    var audit: [JSONValue] = []
    /// Messages that are left over in the queues of the pipeline, or cannot be received.
    var leftovers = 0
    var row: JSONValue?
    var thumbnails: [String: [UInt8]] = [:]
    /// The tokens with which each function was called, call by call.
    var tokens: [String: [String]] = [:]

    /// - Parameters:
    ///   - pipeline: The pipeline with its data folder.
    ///   - dispatches: The file of `Hook.dispatchLog`.
    /// - Throws: When a command that looks at the data folder fails.
    init(of pipeline: Pipeline, dispatches: String) async throws {
        for execution in try await pipeline.executions() {
            statuses.append(execution["status"]?.stringValue ?? "")
            histories.append(try await pipeline.history(of: execution))
        }
        let audit = try await pipeline.messages("image-audit")
        self.audit = audit.bodies
        leftovers = audit.hidden
        for queue in ["image-jobs", "image-jobs-dlq"] {
            let messages = try await pipeline.messages(queue)
            leftovers += messages.bodies.count + messages.hidden
        }
        row = try await pipeline.row(Self.key)
        for key in try await pipeline.keys("thumbnails") {
            thumbnails[key] = try await pipeline.object("thumbnails/\(key)")
        }
        tokens = Self.tokens(in: dispatches)
    }

    /// The tokens with which each function was called, from the file of `Hook.dispatchLog`.
    static func tokens(in dispatches: String) -> [String: [String]] {
        var tokens: [String: [String]] = [:]
        for line in Files.lines(dispatches) {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 2 else { continue }
            tokens[words[0], default: []].append(words[1])
        }
        return tokens
    }

    /// How many calls were made again.
    var repeatedCalls: Int {
        tokens.values.reduce(0) { $0 + $1.count - Set($1).count }
    }

    /// What is not as it is after an uninterrupted run, a sentence each.
    func defects(comparedWith whole: Aftermath) -> [String] {
        var defects: [String] = []
        if statuses != ["SUCCEEDED"] { defects.append("one upload, but the executions are \(statuses)") }
        if audit.count != 1 || audit.first?["status"] != "ready" {
            defects.append("one upload, but the audit queue holds \(audit.map(\.compactText))")
        }
        if leftovers != 0 { defects.append("\(leftovers) messages are left over") }
        for history in histories {
            let successes = history.successesOfTasks
            if successes.contains(where: { $0 != 1 }) {
                defects.append("the Tasks of a history have \(successes) TaskSucceeded each")
            }
            if history.tally != whole.histories.first?.tally {
                defects.append("another history: \(history.types)")
            }
        }
        for (function, count) in Self.calls.sorted(by: { $0.key < $1.key }) {
            let distinct = Set(tokens[function] ?? []).count
            if distinct != count { defects.append("\(function): \(distinct) tokens for \(count) calls") }
        }
        if Self.withoutTime(row) != Self.withoutTime(whole.row) {
            defects.append("another row: \(row?.compactText ?? "none")")
        }
        if thumbnails.keys.sorted() != Self.thumbnailKeys {
            defects.append("the thumbnails are \(thumbnails.keys.sorted())")
        } else if thumbnails != whole.thumbnails {
            defects.append("a thumbnail has other bytes")
        }
        return defects
    }

    private static func withoutTime(_ row: JSONValue?) -> JSONObject? {
        var members = row?.objectValue
        members?["uploadedAt"] = nil
        return members
    }
}

extension History {
    /// How often each Task that was entered has succeeded, in the order in which they were entered.
    var successesOfTasks: [Int] {
        var previous: [Int: Int] = [:]
        var entered: [Int] = []
        var successes: [Int: Int] = [:]
        for event in events {
            guard let id = event["id"]?.intValue else { continue }
            previous[id] = event["previousEventId"]?.intValue
            switch event["type"]?.stringValue {
            case "TaskStateEntered":
                entered.append(id)
            case "TaskSucceeded":
                var cause = previous[id]
                while let some = cause, !entered.contains(some) { cause = previous[some] }
                if let cause { successes[cause, default: 0] += 1 }
            default:
                break
            }
        }
        return entered.map { successes[$0, default: 0] }
    }
}
