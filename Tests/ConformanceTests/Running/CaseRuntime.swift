import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit

@testable import QuickstepRuntime

/// A runtime for one case, in the account that the recordings name.
struct CaseRuntime: Sendable {
    /// The account and Region that definitions hold.
    static let scope = Scope(account: "111111111111", region: "us-east-1")
    static let role = "arn:aws:iam::111111111111:role/case-role"
    /// When virtual time begins.
    static let start = Timestamp(milliseconds: 1_767_225_600_000)

    let runtime: Runtime
    let isVirtual: Bool

    static func start(functions: [Function], isVirtual: Bool) async throws -> CaseRuntime {
        let options = RuntimeOptions(
            storage: .memory,
            clock: isVirtual ? .virtual(startingAt: start) : .real,
            functions: functions,
            seed: 1
        )
        return CaseRuntime(runtime: try await Runtime.start(options), isVirtual: isVirtual)
    }

    /// Calls an operation as somebody outside would.
    func call(
        _ operation: String,
        _ parameters: JSONObject,
        of service: String = "states",
        in scope: Scope = scope
    ) async throws(ServiceError) -> JSONObject {
        let request = ServiceRequest(service: service, operation: operation, parameters: parameters, scope: scope)
        if service == "s3", operation == "PutObject", let text = parameters["Body"]?.stringValue {
            var stored = request
            stored.parameters["Body"] = nil
            return try await runtime.kernel.call(stored, body: Array(Self.bytes(shownAs: text).utf8)).output
        }
        return try await runtime.answer(request)
    }

    /// The bytes that a call shows in the words of the recordings' language.
    private static func bytes(shownAs text: String) -> String {
        let (opening, ending) = ("bytearray(b'", "')")
        guard text.hasPrefix(opening), text.hasSuffix(ending) else { return text == "<0 bytes>" ? "" : text }
        return String(text.dropFirst(opening.count).dropLast(ending.count))
    }

    /// Waits until something may have changed: on virtual time until nothing more happens by itself, else a moment.
    func pause() async throws {
        if isVirtual {
            await runtime.settle()
        } else {
            try await Task.sleep(for: .milliseconds(15))
        }
    }

    /// `{{now+60s}}` stands for that time.
    func withTimes(_ text: String) -> String {
        var text = text
        while let begin = text.firstRange(of: "{{now"), let end = text[begin.upperBound...].firstRange(of: "s}}") {
            let offset = Int64(text[begin.upperBound..<end.lowerBound].filter { $0 != "+" }) ?? 0
            let time = runtime.now.adding(milliseconds: offset * 1000).iso8601.prefix(19)
            text.replaceSubrange(begin.lowerBound..<end.upperBound, with: time)
        }
        return text
    }
}
