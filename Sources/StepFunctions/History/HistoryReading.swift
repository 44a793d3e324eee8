import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// One page of a history while it is being put together, as a value: rows of the journal go in, in order, and say where the next ones
/// begin.
///
/// The ids of visible events count from 1 without gaps, so a page is a range of ids. Rows must be decoded in order, because payloads
/// refer to earlier ones; where a page lies far behind, decoding begins at the last checkpoint before it.
struct HistoryReading {
    /// How many rows are read at a time.
    static let chunkRows = 200

    private let request: HistoryRequest
    private let header: ExecutionHeader
    private let checkpoints: HistoryCheckpoints

    /// The ids of the page; `nil` until the end of the history is known, from which the first page in reverse order is counted.
    private var wanted: ClosedRange<Int>?
    /// The events of the page, oldest first, not rendered yet.
    private var events: [(event: Event, time: Timestamp)] = []
    private var position: HistoryCheckpoint
    /// The last place before the next page in order.
    private var pageEnd: HistoryCheckpoint
    /// Whether there is nothing behind `position`.
    private var isAtEnd = false

    init(_ request: HistoryRequest, _ header: ExecutionHeader, from checkpoints: HistoryCheckpoints) {
        self.request = request
        self.header = header
        self.checkpoints = checkpoints
        let size = request.page.size
        switch (request.start, request.isReversed) {
        case (nil, false): wanted = 1...size
        case (let start?, false): wanted = start...(start + size - 1)
        case (let start?, true): wanted = max(1, start - size + 1)...start
        case (nil, true): wanted = nil
        }
        position = checkpoints.last(atMost: wanted?.lowerBound ?? .max, of: request.name.owner, header)
        pageEnd = position
    }

    /// The number of the step from which on rows are needed; `nil` when the page is complete.
    var nextStep: Int? {
        guard !isAtEnd else { return nil }
        // In order, one event more tells that there is another page.
        let last = wanted.map { request.isReversed ? $0.upperBound : $0.upperBound + 1 }
        if let last, position.eventID > last { return nil }
        return position.step
    }

    /// Takes the rows from `nextStep` on.
    ///
    /// - Throws: `damaged` where one cannot be decoded.
    mutating func take(_ rows: [StoreRow]) throws(ServiceError) {
        for row in rows {
            guard nextStep != nil else { return }
            if let wanted, position.eventID <= wanted.upperBound + 1 { pageEnd = position }
            let step: Step
            do throws(MachineFault) {
                step = try position.decoder.decode(row.value)
            } catch {
                throw .damaged("\(request.arn): \(error)")
            }
            position.step += 1
            for event in step.events {
                guard let id = event.id else { continue }
                position.eventID = id + 1
                if wanted?.contains(id) == true { events.append((event, step.time)) }
            }
            checkpoints.note(position, of: request.name.owner, header)
        }
        guard rows.count < Self.chunkRows else { return }
        isAtEnd = true
        guard wanted == nil, position.eventID > 1 else { return }
        // The end is known now: the page before it is read from the last checkpoint before that.
        let last = position.eventID - 1
        wanted = max(1, last - request.page.size + 1)...last
        position = checkpoints.last(atMost: wanted?.lowerBound ?? 1, of: request.name.owner, header)
        isAtEnd = false
    }

    /// The answer.
    ///
    /// - Throws: `InvalidToken` where no event has the id that the token names.
    func response() throws(ServiceError) -> ServiceResponse {
        if let start = request.start, start >= position.eventID, !events.contains(where: { $0.event.id == start }) {
            throw StatesError.invalidToken
        }
        checkpoints.keep(pageEnd, of: request.name.owner, header)
        let page = request.isReversed ? events.reversed() : events
        var output: JSONObject = [
            "events": .array(
                page.map {
                    HistoryEvent($0.event, at: $0.time, header: header, includesData: request.includesData).json
                }
            )
        ]
        if let wanted {
            if request.isReversed, wanted.lowerBound > 1 {
                output["nextToken"] = request.token(for: wanted.lowerBound - 1)
            } else if !request.isReversed, position.eventID > wanted.upperBound + 1 {
                output["nextToken"] = request.token(for: wanted.upperBound + 1)
            }
        }
        return ServiceResponse(output)
    }
}
