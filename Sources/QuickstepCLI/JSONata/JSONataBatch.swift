import JSONata
import QuickstepJSON

/// Expressions of a suite, one a line.
struct JSONataBatch {
    let dialect: Dialect

    /// What an expression may take where its line does not say.
    private static let timeMax = Duration.seconds(30)

    /// The answer to a line: always a JSON object, whatever the line holds.
    func answer(_ line: String, milliseconds: Int64) -> String {
        let request: JSONValue
        do throws(JSONParseError) {
            request = try JSONValue.parse(LoneSurrogates.accepted(in: line))
        } catch {
            return Self.text(["error": ["code": "InvalidLine", "message": .string("The line is no JSON: \(error)")]])
        }
        guard let source = request["expr"]?.stringValue else {
            return Self.text(["error": ["code": "InvalidLine", "message": "The line is no object with `expr`."]])
        }
        var surroundings = Surroundings(milliseconds: milliseconds)
        for member in request["bindings"]?.objectValue ?? [:] { surroundings.bindings[member.key] = member.value }
        surroundings.limits.time = Self.timeMax
        if let time = request["timelimit"]?.intValue { surroundings.limits.time = .milliseconds(time) }
        if let depth = request["depth"]?.intValue { surroundings.limits.depth = depth }
        return Self.text(self.answer(source, request["data"], surroundings))
    }

    private func answer(_ source: String, _ input: JSONValue?, _ surroundings: Surroundings) -> JSONObject {
        do throws(JSONataError) {
            switch try Expression(source, dialect: self.dialect).outcome(input, with: surroundings) {
            case .value(let value): return ["result": value]
            case .nothing: return ["undefined": true]
            case .function: return ["function": true]
            }
        } catch {
            return ["error": .object(Self.members(of: error))]
        }
    }

    /// The members of an error that it has.
    private static func members(of error: JSONataError) -> JSONObject {
        var members: JSONObject = ["code": .string(error.code)]
        members["position"] = error.position.map { .number(JSONNumber($0)) }
        members["token"] = error.token.map { .string($0) }
        members["value"] = error.value
        members["value2"] = error.value2
        members["index"] = error.index.map { .number(JSONNumber($0)) }
        members["functionName"] = error.functionName.map { .string($0) }
        members["message"] = .string(error.message)
        return members
    }

    private static func text(_ answer: JSONObject) -> String {
        LoneSurrogates.written(in: JSONValue.object(answer).compactText)
    }
}
