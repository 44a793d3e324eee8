import QuickstepJSON

/// Everything that can be seen of a run at rest: how executions ended, what is in our own services, which calls were made.
package struct Observation: Sendable, Equatable {
    /// What is looked at together, as a multiset.
    struct Subject: Sendable, Equatable {
        enum Kind: Sendable, Equatable {
            case executions, events, messages, items, objects, calls, work

            /// What one of them is called.
            var noun: String {
                switch self {
                case .executions: "execution"
                case .events: "event"
                case .messages: "message"
                case .items: "item"
                case .objects: "object"
                case .calls: "call"
                case .work: "work"
                }
            }
        }

        let kind: Kind
        /// Where it is, in words: `queue jobs`.
        let place: String
        var values: [JSONValue]
    }

    /// In the order in which they are told.
    var subjects: [Subject] = []
    /// How the execution that the client started stands; nil where it is not there.
    var status: ExecutionResult.Status?
    /// Whether branches were ended because others failed: how far they had come, and so what they had called, is a matter of chance.
    var hasEndedBranches = false
    /// The functions that tasks called and that the service did not find.
    var unknownFunctions: Set<String> = []
    /// What was not looked at, and why.
    var notes: [String] = []
}
