import QuickstepJSON

/// One place where an answer is not as expected.
struct Difference: Sendable, CustomStringConvertible {
    let path: String
    let expected: JSONValue?
    let actual: JSONValue?

    /// Whether the answer has a member that the service has had only since the recording was made.
    var isAddedSince: Bool {
        guard expected == nil, let actual, let name = path.split(separator: ".").last else { return false }
        return Self.addedSince.contains { $0.name == name && $0.value.isEqual(to: actual) }
    }

    /// Members that older recordings lack and newer ones of the same operation have, and the value that says nothing.
    ///
    /// `DescribeStateMachine` in `test_sfn_api_variable_references.py` has an encryption configuration, in `test_sfn_api.py` it has
    /// none; `ListExecutions` in `test_list_executions_pagination` counts redrives, in `test_start_version_execution` it does not.
    /// The description of a nested execution tells of redrives in `local_mocking` and `credentials`, in `test_callback.py` it does
    /// not.
    private static let addedSince: [(name: String, value: JSONValue)] = [
        ("encryptionConfiguration", ["type": "AWS_OWNED_KEY"]),
        ("redriveCount", 0),
        ("RedriveCount", 0),
        ("RedriveStatus", "NOT_REDRIVABLE"),
        ("RedriveStatus", "REDRIVABLE"),
        ("RedriveStatusReason", "Execution is SUCCEEDED and cannot be redriven"),
    ]

    init(_ path: String, expected: JSONValue?, actual: JSONValue?) {
        self.path = path
        self.expected = expected
        self.actual = actual
    }

    var description: String {
        "\(path): expected \(Self.text(expected)), got \(Self.text(actual))"
    }

    static func text(_ value: JSONValue?, atMost count: Int = 600) -> String {
        guard let text = value?.compactText else { return "nothing" }
        return text.count <= count ? text : "\(text.prefix(count))…"
    }
}
