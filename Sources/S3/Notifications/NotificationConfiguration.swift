import QuickstepJSON
import QuickstepServiceKit

/// What a bucket tells whom.
struct NotificationConfiguration: Sendable, Equatable {
    struct Entry: Sendable, Equatable {
        let id: String
        let target: NotificationTarget
        let events: [String]
        let filter: KeyFilter
    }

    private(set) var entries: [Entry] = []

    init() {}

    /// The entries that an event of an object concerns.
    ///
    /// Since configurations of one bucket must not overlap, there is at most one.
    func entries(for event: ObjectEvent, key: String) -> [Entry] {
        entries.filter { entry in
            entry.filter.matches(key) && entry.events.contains { EventPattern.matches($0, event) }
        }
    }

    // MARK: The SDK's shape

    /// Reads and checks `NotificationConfiguration`; `makeID` makes the id of an entry that has none.
    init(_ configuration: JSONObject, makeID: () -> String) throws(ServiceError) {
        var parameters = Parameters(configuration, operation: Self.operation)
        for kind in NotificationTarget.Kind.allCases {
            guard let value = parameters.value(kind.listName) else { continue }
            guard let list = value.arrayValue else {
                throw .invalidArgument("The parameter \(kind.listName) must be a list.")
            }
            for element in list {
                guard let members = element.objectValue else {
                    throw .invalidArgument("The parameter \(kind.listName) must be a list of objects.")
                }
                entries.append(try Entry(members, kind, makeID: makeID))
            }
        }
        guard parameters.value("EventBridgeConfiguration") == nil else {
            throw .notImplemented("Quickstep does not send the events of a bucket to EventBridge.")
        }
        try parameters.finish()
        try check()
    }

    private func check() throws(ServiceError) {
        guard entries.count <= S3Limits.notificationsMax else {
            throw .invalidArgument("A bucket cannot have more than 100 notification configurations.")
        }
        for (position, entry) in entries.enumerated() {
            for earlier in entries[..<position] {
                guard !earlier.id.utf8.elementsEqual(entry.id.utf8) else {
                    throw .invalidArgument("Same ID used for multiple configurations. IDs must be unique")
                }
                guard !earlier.overlaps(entry) else {
                    throw .invalidArgument(
                        "Configurations overlap. Configurations on the same bucket cannot share a common event type."
                    )
                }
            }
        }
    }

    /// The configuration as S3 gives it back.
    var json: JSONObject {
        var json = JSONObject()
        for kind in NotificationTarget.Kind.allCases {
            let list = entries.filter { $0.target.kind == kind }.map(\.json)
            if !list.isEmpty { json[kind.listName] = .array(list) }
        }
        return json
    }

    static let operation = "PutBucketNotificationConfiguration"
}

extension NotificationConfiguration.Entry {
    init(_ members: JSONObject, _ kind: NotificationTarget.Kind, makeID: () -> String) throws(ServiceError) {
        var parameters = Parameters(members, operation: NotificationConfiguration.operation)
        let given = try parameters.text("Id") ?? ""
        guard given.utf8.count <= S3Limits.notificationIDLengthMax else {
            throw .invalidArgument("The Id of a notification configuration must not exceed 255 characters.")
        }
        id = given.isEmpty ? makeID() : given
        target = try NotificationTarget(kind, arn: try parameters.requiredText(kind.arnName))
        var events: [String] = []
        for value in parameters.value("Events")?.arrayValue ?? [] {
            guard let event = value.stringValue, EventPattern.isKnown(event) else {
                throw .invalidArgument("The event is not supported for notifications")
            }
            guard !events.contains(where: { EventPattern.overlap($0, event) }) else {
                throw .invalidArgument("Events within one configuration must not overlap.")
            }
            events.append(event)
        }
        guard !events.isEmpty else {
            throw .s3(
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema"
            )
        }
        self.events = events
        filter = try KeyFilter(try parameters.object("Filter") ?? [:])
        try parameters.finish()
    }

    func overlaps(_ other: Self) -> Bool {
        filter.overlaps(other.filter)
            && events.contains { event in other.events.contains { EventPattern.overlap(event, $0) } }
    }

    var json: JSONValue {
        var json: JSONObject = [
            "Id": .string(id),
            target.kind.arnName: .string(target.arn),
            "Events": .array(events.map { .string($0) }),
        ]
        if let filter = filter.json { json["Filter"] = filter }
        return .object(json)
    }
}
