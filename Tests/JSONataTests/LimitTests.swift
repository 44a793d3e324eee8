import JSONata
import QuickstepJSON
import Testing

struct LimitTests {
    @Test(arguments: [
        "($f := function($x){1 + $f($x)}; $f(1))",
        "($f := function($x){$f($x)}; $f(1))",
        "($f := function($x){$map([$x], $f)}; $f(1))",
        "($f := function($x){$f([$x])}; $f(1))",
        "($f := function($s){$f($s & $s)}; $f('abcdefgh'))",
        "($f := function($a){$f($append($a, $a))}; $f([1,2,3]))",
        "($f := function($x, $n){$n = 0 ? $x : $f([$x, $x], $n - 1)}; $f(1, 60))",
        "$pad('a', 1e15)",
        "$match($pad('', 40, 'a'), /(a+)+\\1$b/)",
        "$map([1..1e6], function($x){[1..1e6]})",
        "($f := function($g, $n){$f(function(){$g}, $n + 1)}; $f(1, 0))",
    ])
    func `an expression that never ends is stopped`(_ source: String) throws {
        let error = try failure(of: source) { surroundings in
            surroundings.limits.steps = 400_000
            surroundings.limits.memoryBytes = 128 << 20
        }
        #expect(error?.code == "U1001")
    }

    @Test func `depth counts the nodes that are evaluated one inside another`() throws {
        func run(_ depth: Int) throws -> String { try ask("((1 + (2 + 3)))") { $0.limits.depth = depth } }
        #expect(try run(6) == "6")
        #expect(try run(5) == "! U1001")
    }

    @Test func `time ends an expression`() throws {
        let source = "($f := function($x){$f($x + 1)}; $f(1))"
        let error = try failure(of: source) { $0.limits.time = .milliseconds(50) }
        #expect(error?.message == "Expression evaluation timeout: Check for infinite loop")
    }

    @Test func `cancelling the task ends an expression`() async throws {
        let expression = try Expression("($f := function($x){$f($x + 1)}; $f(1))")
        let task = Task { () -> String in
            do throws(JSONataError) {
                _ = try expression.outcome(nil)
                return "ended"
            } catch {
                return error.message
            }
        }
        task.cancel()
        #expect(await task.value == "Expression evaluation was cancelled")
    }

    @Test func `what is nested too deep is refused when compiled`() throws {
        let deep = String(repeating: "(", count: 100_000) + "1" + String(repeating: ")", count: 100_000)
        #expect(try ask(deep) == "! U1001")
        #expect(try ask(Array(repeating: "a", count: 100_000).joined(separator: "+")) == "! U1001")
    }

    @Test func `one expression serves many evaluations at once`() async throws {
        let expression = try Expression("$sum($map([1..100], function($x){$x * $.n}))")
        let totals = try await withThrowingTaskGroup(of: Int?.self) { group in
            for n in 1...50 {
                group.addTask { try expression.evaluate(["n": .number(JSONNumber(n))])?.intValue }
            }
            return try await group.reduce(into: Set<Int>()) { totals, total in
                if let total { totals.insert(total) }
            }
        }
        #expect(totals == Set((1...50).map { $0 * 5_050 }))
    }

    @Test func `numbers of the input keep how they were written as long as nobody computes with them`() throws {
        #expect(try ask("$", #"{"a":12345678901234567890,"b":1.50}"#) == #"{"a":12345678901234567890,"b":1.50}"#)
        #expect(try ask("a + 0", #"{"a":1.50}"#) == "1.5")
    }
}
