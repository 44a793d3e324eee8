import Foundation
import JSONata
import QuickstepJSON
import Testing

struct SmokeTests {
    @Test func `stack use`() throws {
        for (name, source) in [("factorial", "($f := function($n){$n = 0 ? 1 : $n * $f($n - 1)}; $f(N))"), ("map", "($f := function($n){$n = 0 ? 1 : $map([$n], function($x) { 1 + $f($x - 1)})}; $f(N))"), ("paths", "($f := function($n){$n = 0 ? 1 : (1 + {\"a\":[$n - 1]}.a[0].$f($))}; $f(N))")] {
            var low = 1, high = 20000
            while low < high {
                let middle = (low + high + 1) / 2
                let e = try Expression(source.replacingOccurrences(of: "N", with: "\(middle)"))
                var s = Surroundings()
                _ = 0
                s.limits.depth = 1_000_000
                if (try? e.evaluate(nil, with: s)) != nil { low = middle } else { high = middle - 1 }
            }
            print("\(name): \(low) recursions in 320 KiB, \(320 * 1024 / low) bytes each")
        }
    }
}

import JSONataFuzzing

struct FuzzTests {
    @Test func `made expressions neither crash nor hang`() {
        let tally = Fuzzer().run(from: 1, count: 5_000)
        print(tally)
        #expect(tally.complaints == [])
    }
}
