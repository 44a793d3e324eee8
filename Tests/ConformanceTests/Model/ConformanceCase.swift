import QuickstepJSON

/// One case: what to ask, and what the answer must be.
struct ConformanceCase: Sendable {
    /// What is to be done.
    enum Kind: String, Sendable, CaseIterable {
        case execution
        case syncExecution = "sync_execution"
        case executionLog = "execution_log"
        case createError = "create_error"
        case validate
        case testState = "test_state"
        case script = "api"
        /// An expression alone, of the public suite of JSONata.
        case jsonata
    }

    let id: String
    let kind: Kind
    /// The file that it is in, which is the directory of tests that it was recorded by.
    let directory: String
    /// Whether it is the project's own.
    let isOwn: Bool
    /// The whole case.
    let json: JSONValue

    init?(_ json: JSONValue, directory: String, isOwn: Bool) {
        guard let id = json["id"]?.stringValue, let kind = json["kind"]?.stringValue.flatMap(Kind.init) else {
            return nil
        }
        self.id = id
        self.kind = kind
        self.directory = directory
        self.isOwn = isOwn
        self.json = json
    }

    var source: String? { json["source"]?.stringValue }
    var definition: String { json["definition"]?.stringValue ?? "" }
    var input: String? { json["input"]?.stringValue }
    var isExpress: Bool { json["type"] == "EXPRESS" }
    var expected: JSONValue { json["expected"] ?? [:] }
    var expectedHistory: [JSONValue]? { expected["history"]?.arrayValue }
    var setup: [JSONValue] { json["setup"]?.arrayValue ?? [] }
    var during: [JSONValue] { json["during"]?.arrayValue ?? [] }
    var steps: [JSONValue] { json["steps"]?.arrayValue ?? [] }
    var request: JSONObject { json["request"]?.objectValue ?? [:] }
    var taskResults: [JSONValue] { json["task_results"]?.arrayValue ?? [] }
    var needs: [String] { (json["needs"]?.arrayValue ?? []).compactMap(\.stringValue) }
    var isParallelNormalised: Bool { json["event_order"] == "parallel-normalised" }

    /// Pairs of a concrete name and what the recording has in its place, the longest names first.
    var aliases: [(literal: String, placeholder: String)] {
        (json["aliases"]?.arrayValue ?? [])
            .compactMap { pair in
                guard let literal = pair[0]?.stringValue, let placeholder = pair[1]?.stringValue else { return nil }
                return (literal, placeholder)
            }
            .sorted { $0.literal.utf8.count > $1.literal.utf8.count }
    }

    /// The texts that stand for any text.
    var masks: Set<String> {
        Set((json["masked"]?.arrayValue ?? []).compactMap { $0["as"]?.stringValue })
            .union((json["placeholders"]?.arrayValue ?? []).compactMap(\.stringValue))
    }
}
