import Foundation

/// Reading and writing one history event with Foundation: what any Swift service does to an event at the least.
enum JSONRoundTrip {
    static let yardstick = Yardstick(name: "JSON round trip of an event", run: unit)

    private struct Event: Codable {
        struct Entry: Codable {
            let name: String
            let input: String
        }

        let id: Int
        let previousEventId: Int
        let timestamp: Double
        let type: String
        let stateEnteredEventDetails: Entry
    }

    private static let text = Data(
        """
        {"id": 2, "previousEventId": 1, "timestamp": 1735689600.123, "type": "PassStateEntered",
         "stateEnteredEventDetails": {"name": "Spin", "input": "{\\"go\\":true}"}}
        """.utf8
    )

    private static func unit() throws -> Duration {
        let count = 5_000
        let decoder = JSONDecoder()
        let encoder = JSONEncoder()
        var bytes = 0
        let time = try ContinuousClock().measure {
            for _ in 0..<count {
                bytes += try encoder.encode(decoder.decode(Event.self, from: text)).count
            }
        }
        guard bytes > 0 else { throw WrongOutcome(expected: "JSON", found: "nothing") }
        return time / count
    }
}
