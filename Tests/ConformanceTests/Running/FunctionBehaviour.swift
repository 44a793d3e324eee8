import QuickstepJSON
import QuickstepLambda

/// What a recorded function did, told in words, as a handler in Swift.
enum FunctionBehaviour {
    /// An exception of a recorded function.
    private struct Raised: FunctionError {
        let errorType: String
        let errorMessage: String
    }

    /// Makes a function.
    ///
    /// - Throws: `CaseEnd.notYet` where the words are not known.
    static func function(named name: String, behaving words: String, in recorded: ConformanceCase) throws -> Function {
        // The words refer to the recorded history: `${7.events[4].taskFailedEventDetails.cause.errorMessage}`.
        let history: JSONValue = ["events": .array(recorded.expectedHistory ?? [])]
        let words = Placeholder.filled(words) { $0.path.value(in: history) }
        guard let body = body(words) else { throw CaseEnd.notYet("function that \(words.prefix(80))") }
        return Function(name, timeout: .seconds(900), handler: body)
    }

    private typealias Body = @Sendable (JSONValue, FunctionContext) async throws -> JSONValue

    private static func body(_ words: String) -> Body? {
        if words == "returns its event" { return { event, _ in event } }
        if let message = between("raises Exception(\"", "\")", words) {
            return { _, _ in throw Raised(errorType: "Exception", errorMessage: message) }
        }
        if let type = between("raises a ", " without arguments", words) {
            return { _, _ in throw Raised(errorType: type, errorMessage: "") }
        }
        if let seconds = between("sleeps ", " seconds, then returns its event", words).flatMap({ Int($0) }) {
            return { event, context in
                try await context.sleep(for: .seconds(seconds))
                return event
            }
        }
        if let size = between("returns ", " KiB of the letter a, more than the payload quota", words).flatMap({
            Int($0)
        }) {
            return { _, _ in .string(String(repeating: "a", count: size * 1024)) }
        }
        if let text = between("returns ", " whatever the event", words), let value = try? JSONValue.parse(text) {
            return { _, _ in value }
        }
        if let text = between("returns Python bytes holding the JSON string ", "", words) {
            let value = (try? JSONValue.parse(text)) ?? .string(text)
            return { _, _ in value }
        }
        return nil
    }

    private static func between(_ opening: String, _ ending: String, _ text: String) -> String? {
        guard text.hasPrefix(opening), text.hasSuffix(ending), text.count >= opening.count + ending.count else {
            return nil
        }
        return String(text.dropFirst(opening.count).dropLast(ending.count))
    }
}
