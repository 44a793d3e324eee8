import JSONata
import QuickstepJSON

/// Compiles and evaluates made expressions over made inputs: nothing may crash, hang, or differ when done again.
package struct Fuzzer: Sendable {
    /// What came of many expressions.
    package struct Tally: Sendable, Equatable {
        /// How many were tried.
        package var tried = 0
        /// How many did not compile.
        package var refused = 0
        /// How many failed when evaluated.
        package var failed = 0
        /// How many gave a value.
        package var values = 0
        /// How many ran into a limit.
        package var limited = 0
        /// The slowest expression.
        package var slowest = Duration.zero
        package var slowestSeed: UInt64 = 0
        /// What should not be, in words with the seed.
        package var complaints: [String] = []

        /// Makes an empty tally.
        package init() {}

        /// Takes up another tally.
        package mutating func add(_ other: Tally) {
            self.tried += other.tried
            self.refused += other.refused
            self.failed += other.failed
            self.values += other.values
            self.limited += other.limited
            if other.slowest > self.slowest {
                self.slowest = other.slowest
                self.slowestSeed = other.slowestSeed
            }
            self.complaints += other.complaints
        }
    }

    /// How long one expression may take before that is a complaint.
    package static let timeMax = Duration.seconds(10)

    private let surroundings: Surroundings

    /// Makes a fuzzer with small limits, so that endless expressions end soon.
    package init() {
        self.surroundings = Surroundings(
            bindings: ["v": 1, "i": 2],
            milliseconds: 1_700_000_000_000,
            limits: EvaluationLimits(
                steps: 200_000,
                memoryBytes: 64 << 20,
                regularExpressionSteps: 100_000
            ),
            random: { drawn in Double(drawn % 10) / 10 }
        )
    }

    /// The expression of a seed.
    package static func expression(ofSeed seed: UInt64) -> String {
        var maker = ExpressionMaker(seed: seed)
        return maker.expression()
    }

    /// Tries the expressions of consecutive seeds.
    package func run(from first: UInt64, count: Int) -> Tally {
        var tally = Tally()
        for offset in 0..<UInt64(count) { self.run(seed: first + offset, &tally) }
        return tally
    }

    private func run(seed: UInt64, _ tally: inout Tally) {
        let source = Self.expression(ofSeed: seed)
        var inputs = InputMaker(seed: seed)
        let start = ContinuousClock().now
        tally.tried += 1
        do throws(JSONataError) {
            let expression = try Expression(source)
            let input = inputs.input()
            let first = self.outcome(expression, input)
            self.count(first, &tally)
            // One in eight is done again: an expression keeps nothing of an evaluation.
            if seed % 8 == 0, first != self.outcome(expression, input) {
                tally.complaints.append("seed \(seed): another result when evaluated again: \(source)")
            }
        } catch {
            tally.refused += 1
            if error.message == "Unknown error" {
                tally.complaints.append("seed \(seed): \(error.code) has no message")
            }
        }
        let time = ContinuousClock().now - start
        if time > tally.slowest {
            tally.slowest = time
            tally.slowestSeed = seed
        }
        if time > Self.timeMax { tally.complaints.append("seed \(seed) took \(time): \(source)") }
    }

    private func outcome(_ expression: Expression, _ input: JSONValue?) -> String {
        do throws(JSONataError) {
            switch try expression.outcome(input, with: self.surroundings) {
            case .nothing: return "nothing"
            case .function: return "function"
            case .value(let value): return "= " + value.compactText
            }
        } catch {
            return "! \(error)"
        }
    }

    private func count(_ outcome: String, _ tally: inout Tally) {
        if outcome.hasPrefix("! U1001") {
            tally.limited += 1
        } else if outcome.hasPrefix("!") {
            tally.failed += 1
        } else {
            tally.values += 1
        }
    }
}
