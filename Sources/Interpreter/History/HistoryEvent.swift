package import QuickstepJSON
package import QuickstepPrimitives
import QuickstepStatesLanguage

/// A history event as AWS shows it.
///
/// It is rendered only when somebody reads it.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
package struct HistoryEvent: Sendable, Equatable {
    /// AWS's name of the type, such as `LambdaFunctionScheduled`.
    package let type: String
    package let id: Int
    package let previousID: Int
    package let timestamp: Timestamp
    /// The member that holds the details; `nil` for types that have none.
    package let detailsName: String?
    package let details: JSONObject

    /// Renders an event.
    ///
    /// A hidden event renders under its change's name with the id 0; `HistoryEvent.visible` leaves those out. Without data,
    /// inputs, outputs and parameters are not shown.
    package init(_ event: Event, at time: Timestamp, header: ExecutionHeader, includesData: Bool = true) {
        var details = HistoryDetails(header: header, includesData: includesData)
        details.add(event.change)
        type = event.change.historyType
        id = event.id ?? 0
        previousID = event.previousID
        timestamp = time
        detailsName = details.name
        self.details = details.members
    }

    /// Renders the visible events of a step.
    package static func visible(
        _ step: Step,
        header: ExecutionHeader,
        includesData: Bool = true
    ) -> [HistoryEvent] {
        step.events.filter { $0.id != nil }.map {
            HistoryEvent($0, at: step.time, header: header, includesData: includesData)
        }
    }

    /// The event as an element of GetExecutionHistory's `events`.
    package var json: JSONValue {
        var members: JSONObject = [
            "timestamp": .number(timestamp.epochSeconds),
            "type": .string(type),
            "id": .number(JSONNumber(id)),
            "previousEventId": .number(JSONNumber(previousID)),
        ]
        if let detailsName {
            members[detailsName] = .object(details)
        }
        return .object(members)
    }
}

extension Timestamp {
    /// Seconds with three decimals at most, exactly.
    fileprivate var epochSeconds: JSONNumber {
        let magnitude = milliseconds.magnitude
        let (seconds, fraction) = magnitude.quotientAndRemainder(dividingBy: 1_000)
        let sign = milliseconds < 0 ? "-" : ""
        let padded = String(String(fraction + 1_000).dropFirst())
        let text = fraction == 0 ? "\(sign)\(seconds)" : "\(sign)\(seconds).\(padded)"
        return JSONNumber(literal: text) ?? JSONNumber(milliseconds / 1_000)
    }
}
