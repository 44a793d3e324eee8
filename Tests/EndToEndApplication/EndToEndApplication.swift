import Quickstep

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// An application as a user would write it, with functions that misbehave in every way that the end-to-end tests ask for.
@main
struct EndToEndApplication: QuickstepApplication {
    var functions: [Function] {
        Function("echo") { (event: JSONValue, _: FunctionContext) in event }
        Function("throws") { (event: Order, _: FunctionContext) async throws -> Order in
            throw OutOfStock(errorMessage: "There is no \(event.article) left.")
        }
        Function("slow", timeout: .seconds(1)) { (event: JSONValue, context: FunctionContext) in
            context.logger.info("about to take a nap", metadata: ["hours": "1"])
            try await context.sleep(for: .seconds(3600))
            return event
        }
        Function("spin", timeout: .seconds(3)) { (event: JSONValue, _: FunctionContext) in
            Spinning.spin()
            return event
        }
        Function("traps", timeout: .seconds(60)) { (event: JSONValue, _: FunctionContext) in
            Trapping.trap(event)
        }
        Function("exits", timeout: .seconds(60)) { (_: JSONValue, _: FunctionContext) -> JSONValue in
            exit(3)
        }
        Function("neighbours", timeout: .seconds(900)) { (event: JSONValue, context: FunctionContext) async throws in
            try await Neighbours.visit(event, context)
        }
        Function("big") { (event: Size, _: FunctionContext) in
            String(repeating: "x", count: event.bytes)
        }
    }
}

/// What `throws` is called with.
struct Order: Sendable, Codable {
    var article: String
}

/// What `big` is called with.
struct Size: Sendable, Codable {
    /// How many bytes the answer has, without its quotation marks.
    var bytes: Int
}

/// An error that chooses its own name.
struct OutOfStock: FunctionError {
    var errorType: String { "OutOfStock" }
    var errorMessage: String
}

/// A handler's worst manners: it never yields, and it does not look whether it was cancelled.
enum Spinning {
    /// Far longer than any test waits, and still an end, should a test not end its process.
    static let limit: Duration = .seconds(120)

    static func spin() {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {}
    }
}

/// A handler with a mistake in it.
enum Trapping {
    /// Takes the first of as many elements as it is told: there are none.
    static func trap(_ event: JSONValue) -> JSONValue {
        let elements = event.arrayValue ?? []
        return elements[elements.count]
    }
}

/// A handler that uses everything its context has.
enum Neighbours {
    static func visit(_ event: JSONValue, _ context: FunctionContext) async throws -> JSONValue {
        context.logger.warning("on my way", metadata: ["process": "\(getpid())"])
        print("printed, not answered")
        try await context.services.putObject([0, 1, 255], bucket: "box", key: "k", contentType: "x/y")
        let object = try await context.services.object(bucket: "box", key: "k")
        let missing: String
        do throws(ServiceError) {
            _ = try await context.services.object(bucket: "box", key: "nothing")
            missing = "found"
        } catch {
            missing = error.code
        }
        let began = context.now
        // The first one is done, and calls the other one off.
        let first = try await withThrowingTaskGroup(of: Int.self) { group in
            for minutes in [1, 10] {
                group.addTask {
                    try await context.sleep(for: .seconds(60 * minutes))
                    return minutes
                }
            }
            defer { group.cancelAll() }
            return try await group.next() ?? 0
        }
        return [
            "event": event, "bytes": .array(object.bytes.map { .number(JSONNumber(Int($0))) }),
            "missing": .string(missing),
            "slept": .number(JSONNumber(Int(context.now.milliseconds - began.milliseconds))),
            "first": .number(JSONNumber(first)), "function": .string(context.functionName),
            "process": .number(JSONNumber(Int(getpid()))),
        ]
    }
}
