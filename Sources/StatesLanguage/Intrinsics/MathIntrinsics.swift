import QuickstepJSON
import QuickstepPrimitives

extension IntrinsicArguments {
    func mathAdd() throws(EvaluationError) -> JSONValue {
        .number(JSONNumber(try smallInteger(0) + smallInteger(1)))
    }

    /// Draws an integer from `start` to below `end`.
    ///
    /// A seed gives the same number each time.
    func mathRandom(_ random: inout KeyedRandom) throws(EvaluationError) -> JSONValue {
        let start = try smallInteger(0)
        let end = try smallInteger(1)
        guard start < end else { throw failure("The start \(start) of the range is not below its end \(end)") }
        let draw: UInt64
        if values.count > 2 {
            var seeded = KeyedRandom(seed: UInt64(bitPattern: try integer(2)), event: 0)
            draw = seeded.next()
        } else {
            draw = random.next()
        }
        // The high half of the product is uniform over the span, and stays the same in every version of Swift.
        let offset = draw.multipliedFullWidth(by: UInt64(end - start)).high
        return .number(JSONNumber(start + Int64(offset)))
    }
}
