import QuickstepJSON
import QuickstepJSONPath
import QuickstepServiceKit

/// What of an event a target gets.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
enum TargetInput: Sendable, Equatable {
    /// The event.
    case event
    /// Always the same.
    case constant(String)
    /// A part of the event.
    case part(JSONPath)
    case transformed(InputTransformer)

    init(_ parameters: Parameters, id: String) throws(ServiceError) {
        let input = try parameters.text("Input", to: EventBridgeLimits.inputLengthMax)
        let path = try parameters.text("InputPath", to: EventBridgeLimits.inputPathLengthMax)
        let transformer = try parameters.object("InputTransformer")
        guard [input != nil, path != nil, transformer != nil].count(where: { $0 }) <= 1 else {
            throw .validation(
                "Only one of Input, InputPath, or InputTransformer must be provided for target \(id)."
            )
        }
        if let input {
            guard (try? JSONValue.parse(input)) != nil else {
                throw .validation("JSON syntax error in input for target \(id).")
            }
            self = .constant(input)
        } else if let path {
            self = .part(try Self.path(path, "InputPath", of: id))
        } else if let transformer {
            self = .transformed(try InputTransformer(transformer, id: id))
        } else {
            self = .event
        }
    }

    /// Reads a path into the event.
    static func path(_ text: String, _ name: String, of id: String) throws(ServiceError) -> JSONPath {
        do throws(JSONPathError) {
            let path = try JSONPath(text)
            guard path.root == .input else {
                throw JSONPathError(message: "It must begin with $, the event.", offset: 0)
            }
            return path
        } catch {
            throw .validation("Invalid \(name) '\(text)' for target \(id): \(error.message)")
        }
    }

    /// The text that a target gets of an event.
    ///
    /// A part that the event does not have is `null`.
    func text(for event: JSONObject, of rule: RuleAddress, ingestedAt time: String) -> String {
        switch self {
        case .event: JSONValue.object(event).compactText
        case .constant(let text): text
        case .part(let path): ((try? path.query(.object(event)).get()) ?? .null).compactText
        case .transformed(let transformer): transformer.text(for: event, of: rule, ingestedAt: time)
        }
    }
}
