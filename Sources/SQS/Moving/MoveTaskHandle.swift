import QuickstepJSON
import QuickstepPrimitives

/// Names a move task to clients, who see opaque text.
struct MoveTaskHandle: Sendable, Equatable {
    let taskID: String
    let source: QueueAddress

    init(taskID: String, source: QueueAddress) {
        self.taskID = taskID
        self.source = source
    }

    var text: String {
        let content: JSONValue = ["taskId": .string(taskID), "sourceArn": .string(source.arn)]
        return Base64.encode(content.compactBytes)
    }

    /// Reads a handle back; `nil` for anything that was never one.
    init?(_ text: String) {
        guard let bytes = Base64.decode(text), let content = try? JSONValue.parse(bytes: bytes),
            let taskID = content["taskId"]?.stringValue,
            let source = content["sourceArn"]?.stringValue.flatMap({ QueueAddress(arn: $0) })
        else { return nil }
        self.init(taskID: taskID, source: source)
    }
}
