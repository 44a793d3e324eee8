import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepLambda

@Suite struct FunctionTests {
    private struct Guest: Codable, Sendable {
        var name: String
        var friends: [Friend] = []

        struct Friend: Codable, Sendable {
            var age: Int
        }
    }

    private struct Greeter: EventHandler {
        func handle(_ event: Guest, context: FunctionContext) async throws -> String {
            "Hello, \(event.name)"
        }
    }

    private struct Silent: EventHandler {
        func handle(_ event: Guest, context: FunctionContext) async throws {}
    }

    private struct Reversing: ByteHandler {
        func handle(_ event: [UInt8], context: FunctionContext) async throws -> [UInt8] {
            event.count > 40 ? Array("not JSON".utf8) : event.isEmpty ? [] : Array("[".utf8) + event + Array("]".utf8)
        }
    }

    private struct Mute: ByteHandler {
        func handle(_ event: [UInt8], context: FunctionContext) async throws -> [UInt8] {
            []
        }
    }

    private func outcome(_ function: Function, _ payload: JSONValue) async throws -> WorkOutcome? {
        let bed = try await TestBed([function])
        let outcome = try await bed.outcome(of: function.name, payload)
        await bed.stop()
        return outcome
    }

    private let guest: JSONValue = ["name": "Ann", "friends": [["age": 7]]]

    @Test func `a closure of codable types answers`() async throws {
        let function = Function("f") { (event: Guest, context: FunctionContext) in
            Guest(name: event.name + "!", friends: event.friends)
        }
        #expect(try await outcome(function, guest) == .succeeded(["name": "Ann!", "friends": [["age": 7]]]))
    }

    @Test func `a closure without an answer answers null`() async throws {
        let function = Function("f") { (event: Guest, context: FunctionContext) in
            _ = event.name
        }
        #expect(try await outcome(function, guest) == .succeeded(.null))
    }

    @Test func `a function value can be given by name`() async throws {
        @Sendable func double(_ number: Int, _ context: FunctionContext) async throws -> Int {
            number * 2
        }
        #expect(try await outcome(Function("f", timeout: .seconds(30), handler: double), 21) == .succeeded(42))
    }

    @Test func `JSON values pass as they are, with their literals`() async throws {
        let function = Function("f") { (event: JSONValue, context: FunctionContext) in event }
        let event = try JSONValue.parse(#"{"b":1.50,"a":12345678901234567890}"#)
        #expect(try await outcome(function, event) == .succeeded(event))
    }

    @Test func `a type of typed events answers`() async throws {
        #expect(try await outcome(Function("f", handler: Greeter()), guest) == .succeeded("Hello, Ann"))
        #expect(try await outcome(Function("f", handler: Silent()), guest) == .succeeded(.null))
    }

    @Test func `a handler of bytes gets and gives JSON text`() async throws {
        #expect(try await outcome(Function("f", handler: Reversing()), ["a": 1]) == .succeeded([["a": 1]]))
        #expect(try await outcome(Function("f", handler: Mute()), ["a": 1]) == .succeeded(.null))
    }

    @Test func `an adapter makes a handler of bytes from a typed one`() async throws {
        let function = Function("f", handler: EventHandlerAdapter(Greeter()))
        #expect(try await outcome(function, guest) == .succeeded("Hello, Ann"))
    }

    @Test func `bytes that are no JSON fail the call`() async throws {
        let event = JSONValue.string(String(repeating: "x", count: 50))
        guard case .failed(let error, let cause)? = try await outcome(Function("f", handler: Reversing()), event) else {
            Issue.record("The call should fail.")
            return
        }
        #expect(error == "Runtime.MarshalError")
        #expect(cause.contains("It is not JSON"))
    }

    private static let misfits: [(JSONValue, String)] = [
        (["name": "Ann", "friends": [["age": 1], [:]]], "$.friends[1]: the member 'age' is missing."),
        (["name": 7, "friends": []], "$.name: "),
        ("text", "$: "),
        (["name": "Ann", "friends": [["age": "x"]]], "$.friends[0].age: "),
    ]

    @Test(arguments: misfits)
    func `an event that does not fit names the place`(event: JSONValue, place: String) async throws {
        let function = Function("f") { (event: Guest, context: FunctionContext) in event.name }
        guard case .failed(let error, let cause)? = try await outcome(function, event) else {
            Issue.record("The call should fail.")
            return
        }
        #expect(error == "Runtime.UnmarshalError")
        #expect(cause.contains("The event does not fit the handler's type. \(place)"), "\(cause)")
    }

    @Test func `an answer that JSON cannot hold fails the call`() async throws {
        let function = Function("f") { (event: JSONValue, context: FunctionContext) in [1.0, Double.nan] }
        guard case .failed(let error, let cause)? = try await outcome(function, [:]) else {
            Issue.record("The call should fail.")
            return
        }
        #expect(error == "Runtime.MarshalError")
        #expect(cause.contains("The handler's answer cannot be written as JSON."))
    }

    @Test func `an answer over the limit fails the call`() async throws {
        let function = Function("f") { (bytes: Int, context: FunctionContext) in
            String(repeating: "x", count: bytes)
        }
        let expected =
            #"{"errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes).","#
            + #""errorType":"Function.ResponseSizeTooLarge"}"#
        let tooLarge = WorkOutcome.failed(error: "Function.ResponseSizeTooLarge", cause: expected)
        #expect(try await outcome(function, 6_291_555) == tooLarge)
        guard case .succeeded? = try await outcome(function, 6_291_554) else {
            Issue.record("An answer of the very limit should pass.")
            return
        }
    }

    @Test func `an answer nested too deeply fails the call`() async throws {
        let function = Function("f") { (levels: Int, context: FunctionContext) in
            (1..<levels).reduce(JSONValue.array([])) { value, _ in .array([value]) }
        }
        guard case .failed(let error, _)? = try await outcome(function, 1200) else {
            Issue.record("The call should fail.")
            return
        }
        #expect(error == "Runtime.MarshalError")
    }
}
