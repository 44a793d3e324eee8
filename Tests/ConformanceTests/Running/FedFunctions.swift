import QuickstepJSON
import QuickstepLambda
import Synchronization

/// Functions that a case needs and does not describe: they answer what was recorded, one result after the other.
enum FedFunctions {
    private struct Recorded: FunctionError {
        let errorType: String
        let errorMessage: String
    }

    static func functions(of recorded: ConformanceCase, besides known: Set<String>) -> [Function] {
        guard recorded.needs.contains("lambda") else { return [] }
        var results: [(name: String, results: [JSONValue])] = []
        for result in recorded.taskResults {
            // A function that was not there is not there.
            guard result["failure"]?["error"] != "Lambda.ResourceNotFoundException",
                let name = name(in: result, of: recorded), !known.contains(name)
            else { continue }
            if let index = results.firstIndex(where: { $0.name == name }) {
                results[index].results.append(result)
            } else {
                results.append((name, [result]))
            }
        }
        let fed = results.map { function(named: $0.name, answering: $0.results) }
        return fed.isEmpty && known.isEmpty ? unrecorded(recorded) : fed
    }

    /// Functions of which nothing was recorded but what they answered, if that.
    private static func unrecorded(_ recorded: ConformanceCase) -> [Function] {
        guard recorded.taskResults.isEmpty else { return [] }
        let answers = answers(of: recorded)
        let names = recorded.aliases.filter { $0.placeholder.contains("function") }.map(\.literal).sorted()
        return names.enumerated().map { index, name in
            let answer: JSONValue? = answers.indices.contains(index) ? answers[index] : Optional.none
            return Function(name, timeout: .seconds(900)) { (event: JSONValue, _: FunctionContext) in answer ?? event }
        }
    }

    /// What functions answered, as far as the expectation tells.
    private static func answers(of recorded: ConformanceCase) -> [JSONValue] {
        if let history = recorded.expectedHistory {
            return history.compactMap { $0["taskSucceededEventDetails"]?["output"]?["Payload"] }
        }
        guard let output = recorded.expected["response"]?["output"] else { return [] }
        let invoked = [output, output["final"] ?? .null].compactMap { $0["Payload"] }
        guard invoked.isEmpty else { return invoked }
        return (try? JSONValue.parse(output.recordedText)).map { [$0] } ?? []
    }

    private static func name(in result: JSONValue, of recorded: ConformanceCase) -> String? {
        let text =
            result["resourceType"] == "lambda"
            ? result["parameters"]?["FunctionName"]?.stringValue : result["resource"]?.stringValue
        guard let text, result["resourceType"] == "lambda" || text.contains(":lambda:") else { return nil }
        var name = text.split(separator: ":").last.map(String.init) ?? text
        for (literal, placeholder) in recorded.aliases where placeholder == name { name = literal }
        return name.contains("<") ? nil : name
    }

    private static func function(named name: String, answering results: [JSONValue]) -> Function {
        let next = Mutex(0)
        return Function(name, timeout: .seconds(900)) { (_: JSONValue, _: FunctionContext) -> JSONValue in
            let index = next.withLock { next in
                defer { next += 1 }
                return next
            }
            let result = results[min(index, results.count - 1)]
            if let failure = result["failure"] {
                let cause = failure["cause"]
                throw Recorded(
                    errorType: failure["error"]?.stringValue ?? "Exception",
                    errorMessage: cause?["errorMessage"]?.stringValue ?? cause?.recordedText ?? ""
                )
            }
            let output = result["output"] ?? .null
            guard result["resourceType"] == "lambda" else {
                return (try? JSONValue.parse(output.recordedText)) ?? output
            }
            return output["Payload"] ?? .null
        }
    }
}
