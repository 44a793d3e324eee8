import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// One entry of `PutEvents`, as far as it can be read.
struct EventEntry: Sendable, Equatable {
    let source: String
    let detailType: String
    let detail: JSONObject
    let resources: [JSONValue]
    /// `nil` for the moment at which it is put.
    let time: Timestamp?
    let bus: BusAddress

    /// Why an entry is not taken, while others of the same request are.
    struct Refusal: Error, Sendable, Equatable {
        let code: String
        let message: String

        var json: JSONValue { ["ErrorCode": .string(code), "ErrorMessage": .string(message)] }

        static func invalid(_ parameter: String, _ reason: String) -> Refusal {
            Refusal(
                code: "InvalidArgument",
                message: "Parameter \(parameter) is not valid. Reason: \(parameter) is \(reason)."
            )
        }

        static let malformed = Refusal(code: "MalformedDetail", message: "Detail is malformed.")
        static let reserved = Refusal(
            code: "NotAuthorizedForSourceException",
            message: "Not authorized for the source."
        )
    }

    /// Checks an entry whose members are of the right types.
    init(_ given: Given, scope: Scope, mayUseReservedSources: Bool) throws(Refusal) {
        let missing = "a required argument"
        guard let source = given.source, !source.isEmpty else { throw .invalid("Source", missing) }
        guard let detailType = given.detailType, !detailType.isEmpty else { throw .invalid("DetailType", missing) }
        guard let detail = given.detail, !detail.isEmpty else { throw .invalid("Detail", missing) }
        guard detailType.unicodeScalars.count <= EventBridgeLimits.detailTypeLengthMax else {
            throw .invalid("DetailType", "too long")
        }
        guard mayUseReservedSources || !source.hasPrefix("aws.") else { throw .reserved }
        guard case .object(let members)? = try? JSONValue.parse(detail) else { throw .malformed }
        self.source = source
        self.detailType = detailType
        self.detail = members
        resources = given.resources
        time = given.time
        do throws(ServiceError) {
            bus = try BusAddress(parameter: "eventBusName", given.bus ?? BusAddress.defaultName, scope: scope)
        } catch {
            throw Refusal(code: "InvalidArgument", message: "Parameter EventBusName is not valid.")
        }
    }
}

extension EventEntry {
    /// An entry as it was given, with members of the right types.
    struct Given: Sendable, Equatable {
        let source: String?
        let detailType: String?
        let detail: String?
        let resources: [JSONValue]
        let time: Timestamp?
        let bus: String?

        init(_ json: JSONValue, scope: Scope) throws(ServiceError) {
            guard let members = json.objectValue else { throw .validation("An entry must be an object.") }
            let parameters = Parameters(members, scope: scope)
            let known = [
                "Time", "Source", "Resources", "DetailType", "Detail", "EventBusName", "TraceHeader",
            ]
            try parameters.refuse(allBut: known, of: "an entry")
            source = try parameters.text("Source")
            detailType = try parameters.text("DetailType")
            detail = try parameters.text("Detail")
            bus = try parameters.text("EventBusName")
            _ = try parameters.text("TraceHeader")
            resources = try parameters.list("Resources") ?? []
            guard resources.allSatisfy({ $0.stringValue != nil }) else {
                throw .validation("Resources must be a list of strings.")
            }
            time = try Self.time(parameters.value("Time"))
        }

        /// Seconds since 1970, or a text in ISO 8601.
        private static func time(_ value: JSONValue?) throws(ServiceError) -> Timestamp? {
            guard let value else { return nil }
            if let text = value.stringValue, let time = Timestamp(iso8601: text) { return time }
            if let seconds = value.doubleValue, let milliseconds = Int64(exactly: (seconds * 1000).rounded()) {
                return Timestamp(milliseconds: milliseconds)
            }
            throw .validation("Time must be seconds since 1970, or a time in ISO 8601.")
        }

        /// What the entry counts for in the size of a request.
        var byteCount: Int {
            let texts = [source, detailType, detail].map { $0?.utf8.count ?? 0 }
            let resources = resources.map { $0.stringValue?.utf8.count ?? 0 }
            return (texts + resources).reduce(time == nil ? 0 : EventBridgeLimits.timeBytes, +)
        }
    }
}
