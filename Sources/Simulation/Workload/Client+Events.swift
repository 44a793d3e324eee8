import QuickstepJSON
import QuickstepServiceKit

extension Client {
    /// Puts some events in one request.
    func putEvents(_ count: Int) async {
        let numbers = ledger.events.begin(count)
        let entries = numbers.map { number -> JSONValue in
            ["Source": .string(Definitions.source), "DetailType": "told", "Detail": .string("{\"n\":\(number)}")]
        }
        do throws(ServiceError) {
            let answer = try await call("events", "PutEvents", ["Entries": .array(entries)])
            let ids = answer["Entries"]?.arrayValue?.compactMap { $0["EventId"]?.stringValue } ?? []
            guard ids.count == numbers.count else {
                ledger.violations.add("events were not taken: \(JSONValue.object(answer).compactText)")
                return
            }
            for (number, id) in zip(numbers, ids) { ledger.events.noteAccepted(number, id) }
        } catch {
            if error.fault == .client, !error.isRetryable { ledger.violations.add("events were refused: \(error)") }
        }
    }
}
