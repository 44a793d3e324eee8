import QuickstepPrimitives
import QuickstepServiceKit

/// One message in the line of its group, in a FIFO queue.
struct LineEntry: Sendable, Equatable {
    let sequence: Int64
    let visibleAt: Timestamp
    let readiness: Readiness

    init(_ place: Place) {
        sequence = place.sequence
        visibleAt = place.visibleAt
        readiness = place.readiness
    }

    init?(sequence: Int64, bytes: [UInt8]) {
        var reader = StoreKeyReader(StoreKey(bytes: bytes))
        guard let visibleAt = reader.integer(), let code = reader.byte(), let readiness = Readiness(rawValue: code)
        else { return nil }
        self.sequence = sequence
        self.visibleAt = Timestamp(milliseconds: visibleAt)
        self.readiness = readiness
    }

    var bytes: [UInt8] {
        StoreKey(bytes: []).integer(visibleAt.milliseconds).bytes + [readiness.rawValue]
    }

    func place(in group: String) -> Place {
        Place(sequence: sequence, visibleAt: visibleAt, readiness: readiness, group: group)
    }
}
