import Quickstep

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
        Function("spin", timeout: .seconds(1)) { (event: JSONValue, _: FunctionContext) in
            Spinning.spin()
            return event
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
