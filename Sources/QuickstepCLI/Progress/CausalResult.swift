import QuickstepJSON

/// Something that an upload left behind: what a script, or a person, looks at next.
enum CausalResult: Equatable {
    /// What an execution answered.
    case output(machine: String, executionARN: String, value: JSONValue)
    /// An object that was put, as `bucket/key`.
    case object(place: String, size: Int)
    /// A row that was put, by its key.
    case row(table: String, key: JSONValue)
    /// A message that waits for a reader.
    case message(queue: String, id: String)

    /// A line for a person, with the beginning of an output; `json` and `history` have the whole of it.
    var text: String {
        switch self {
        case .output(let machine, _, let value): "output   \(machine)  \(value.compactText.shortened(to: 80))"
        case .object(let place, let size): "object   \(place.printable)  \(ByteText.text(size))"
        case .row(let table, let key): "row      \(table)  \(key.compactText)"
        case .message(let queue, let id): "message  \(queue)  \(id)"
        }
    }

    /// The whole of it, for a script.
    var json: JSONValue {
        switch self {
        case .output(let machine, let arn, let value):
            [
                "kind": "output", "stateMachine": .string(machine), "executionArn": .string(arn), "output": value,
            ]
        case .object(let place, let size):
            ["kind": "object", "place": .string(place), "size": .number(JSONNumber(size))]
        case .row(let table, let key):
            ["kind": "row", "table": .string(table), "key": key]
        case .message(let queue, let id):
            ["kind": "message", "queue": .string(queue), "messageId": .string(id)]
        }
    }
}
