import Foundation
import JSONata
import QuickstepJSON

/// A case of the public suite of JSONata: an expression, its input, and what it must give.
struct JSONataCase: Sendable {
    private let json: JSONValue

    init(_ recorded: ConformanceCase) {
        self.json = recorded.json
    }

    /// All cases that lie beside those of the service, in the form of the others.
    static func all() throws -> [ConformanceCase] {
        guard let folder = Self.folder else { return [] }
        let groups = folder.appendingPathComponent("groups")
        let files = try FileManager.default.contentsOfDirectory(at: groups, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
            .sorted { $0.path < $1.path }
        return try files.flatMap { file in
            let text = try String(contentsOf: file, encoding: .utf8)
            let cases = try JSONValue.parse(LoneSurrogates.accepted(in: text)).arrayValue ?? []
            return try cases.map { json in
                var object = json.objectValue ?? [:]
                object["kind"] = .string(ConformanceCase.Kind.jsonata.rawValue)
                guard let found = ConformanceCase(.object(object), directory: "jsonata", isOwn: false) else {
                    throw UnreadableCase(file: file.lastPathComponent, text: String(json.compactText.prefix(200)))
                }
                return found
            }
        }
    }

    private static let folder = CaseFolder.recorded?.deletingLastPathComponent().appendingPathComponent("jsonata")

    // MARK: Running

    func verdict() -> Verdict {
        do {
            let input = try self.input()
            do throws(JSONataError) {
                let expression = try Expression(self.json["expr"]?.stringValue ?? "")
                return self.verdict(try expression.outcome(input, with: self.surroundings))
            } catch {
                return self.verdict(error)
            }
        } catch {
            return .failed("\(error)")
        }
    }

    private func input() throws -> JSONValue? {
        if let data = self.json["data"] { return data }
        guard let name = self.json["dataset"]?.stringValue, let folder = Self.folder else { return nil }
        return try CaseFolder.json(folder.appendingPathComponent("datasets/\(name).json"))
    }

    private var surroundings: JSONata.Surroundings {
        var surroundings = JSONata.Surroundings(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        for member in self.json["bindings"]?.objectValue ?? [:] { surroundings.bindings[member.key] = member.value }
        if let depth = self.json["depth"]?.intValue { surroundings.limits.depth = depth }
        if let time = self.json["timelimit"]?.intValue { surroundings.limits.time = .milliseconds(time) }
        return surroundings
    }

    // MARK: Judging

    private func verdict(_ outcome: JSONata.Outcome) -> Verdict {
        switch outcome {
        case .function: return .failed("gives a function")
        case .nothing: return self.json["undefinedResult"] == true ? .passed : .failed("gives nothing")
        case .value(let value):
            guard let expected = self.json["result"] else { return .failed("gives \(value.compactText.prefix(900))") }
            let isUnordered = self.json["unordered"] == true
            if Self.isSame(expected, value, isUnordered: isUnordered) { return .passed }
            return .failed([Difference("result", expected: expected, actual: value)], note: nil)
        }
    }

    private func verdict(_ error: JSONataError) -> Verdict {
        let actual: JSONObject = [
            "code": .string(error.code), "message": .string(error.message),
            "token": error.token.map { .string($0) } ?? .null, "value": error.value ?? .null,
            "functionName": error.functionName.map { .string($0) } ?? .null,
        ]
        var expected = self.json["error"]?.objectValue ?? [:]
        for name in ["code", "token"] {
            if let value = self.json[name] { expected[name] = value }
        }
        let isExpected = !expected.isEmpty && expected.allSatisfy { actual[$0.key] == $0.value }
        if isExpected { return .passed }
        return .failed("fails with \(JSONValue.object(actual).compactText.prefix(900))")
    }

    /// Whether two values are the same to the suite: numbers by value, members in any order.
    static func isSame(_ expected: JSONValue, _ actual: JSONValue, isUnordered: Bool) -> Bool {
        switch (expected, actual) {
        case (.number(let expected), .number(let actual)):
            return expected.double == actual.double
        case (.array(let expected), .array(let actual)):
            guard expected.count == actual.count else { return false }
            guard isUnordered else {
                return zip(expected, actual).allSatisfy { Self.isSame($0, $1, isUnordered: false) }
            }
            var rest = actual
            for item in expected {
                guard let place = rest.firstIndex(where: { Self.isSame(item, $0, isUnordered: true) }) else {
                    return false
                }
                rest.remove(at: place)
            }
            return true
        case (.object(let expected), .object(let actual)):
            return expected.count == actual.count
                && expected.allSatisfy { member in
                    actual[member.key].map { Self.isSame(member.value, $0, isUnordered: isUnordered) } ?? false
                }
        default:
            return expected == actual
        }
    }
}
