import Foundation
import Quickstep

/// Reading and writing a document of 1 MB.
enum JSONDocument {
    static let benchmarks = [parsing, printing]

    private static let rounds = 10

    private static let parsing = Benchmark(
        name: "JSON document of 1 MB, parsed",
        amount: 1,
        unit: "documents",
        yardsticks: [foundationParsing, copying],
        budget: .yardstick(times: 1.0 / 3, plus: .zero)
    ) { _ in
        let bytes = Document.bytes
        let time = try measured {
            for _ in 0..<rounds {
                guard case .object = try JSONValue.parse(bytes: bytes) else {
                    throw WrongOutcome(expected: "an object", found: "another value")
                }
            }
        }.1
        return Sample(time / rounds)
    }

    private static let printing = Benchmark(
        name: "JSON document of 1 MB, printed",
        amount: 1,
        unit: "documents",
        yardsticks: [foundationPrinting, copying],
        budget: .yardstick(times: 1.0 / 3, plus: .zero)
    ) { _ in
        let value = Document.value
        guard value.compactBytes == Document.bytes else {
            throw WrongOutcome(expected: "the document", found: "another")
        }
        let time = try measured {
            for _ in 0..<rounds {
                let count = value.compactBytes.count
                guard count == Document.bytes.count else {
                    throw WrongOutcome(expected: "\(Document.bytes.count) bytes", found: "\(count)")
                }
            }
        }.1
        return Sample(time / rounds)
    }

    private static let foundationParsing = Yardstick(name: "JSONSerialization") {
        let data = Data(Document.bytes)
        let time = try measured {
            for _ in 0..<rounds {
                guard try JSONSerialization.jsonObject(with: data) is [String: Any] else {
                    throw WrongOutcome(expected: "an object", found: "another value")
                }
            }
        }.1
        return time / rounds
    }

    private static let foundationPrinting = Yardstick(name: "JSONSerialization") {
        let object = try JSONSerialization.jsonObject(with: Data(Document.bytes))
        let time = try measured {
            for _ in 0..<rounds {
                let data = try JSONSerialization.data(withJSONObject: object, options: .withoutEscapingSlashes)
                guard data.count > 1_000_000 else {
                    throw WrongOutcome(expected: "1 MB", found: "\(data.count) bytes")
                }
            }
        }.1
        return time / rounds
    }

    /// Every byte has to be looked at, and put somewhere: a copy is the least that can be.
    private static let copying = Yardstick(name: "copy of the bytes") {
        let count = 100
        var total = 0
        let time = try measured {
            for round in 0..<count {
                var copy = Document.bytes
                copy[round] = 0x20
                total += Int(copy[copy.count - 1 - round])
            }
        }.1
        guard total > 0 else { throw WrongOutcome(expected: "a copy", found: "nothing") }
        return time / count
    }
}
