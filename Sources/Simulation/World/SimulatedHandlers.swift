import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives

/// The functions of a simulated world: what they do depends on their event and on the token of the call, never on how often it came.
enum SimulatedHandlers {
    private struct Trouble: Error {}

    static func all(seed: UInt64, ledger: Ledger) -> [Function] {
        [
            Function("echo") { (event: JSONValue, context: FunctionContext) -> JSONValue in
                note(context, ledger)
                return event
            },
            // Fails about one attempt in three.
            Function("flaky") { (event: JSONValue, context: FunctionContext) throws -> JSONValue in
                note(context, ledger)
                guard draw(seed, context, below: 3) > 0 else { throw Trouble() }
                return event
            },
            // Takes up to two seconds, and a little more than it may now and then.
            Function("slow", timeout: .seconds(2)) {
                (event: JSONValue, context: FunctionContext) async throws -> JSONValue in
                note(context, ledger)
                try await context.sleep(for: .milliseconds(100 * Int(draw(seed, context, below: 24))))
                return event
            },
        ]
    }

    private static func note(_ context: FunctionContext, _ ledger: Ledger) {
        ledger.noteCall(context.requestID, token: context.idempotencyToken)
    }

    /// A number that is the same for every repetition of one call.
    private static func draw(_ seed: UInt64, _ context: FunctionContext, below bound: UInt64) -> UInt64 {
        var hash: UInt64 = seed ^ 0xcbf2_9ce4_8422_2325
        for byte in context.idempotencyToken.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        var random = KeyedRandom(seed: hash, event: 0)
        return random.integer(below: bound)
    }
}
