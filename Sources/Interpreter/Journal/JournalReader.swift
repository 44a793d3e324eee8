import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage

/// Reads the members of one object of a journal row.
///
/// Absent and misshapen ones are damage, said by name.
struct JournalReader {
    let object: JSONObject

    init(_ value: JSONValue?, _ what: String) throws(MachineFault) {
        guard let object = value?.objectValue else { throw .damagedJournal("\(what) is missing or is not an object") }
        self.object = object
    }

    func text(_ name: String) throws(MachineFault) -> String {
        guard let text = try optionalText(name) else { throw .damagedJournal("the member '\(name)' is missing") }
        return text
    }

    func optionalText(_ name: String) throws(MachineFault) -> String? {
        guard let value = object[name] else { return nil }
        guard let text = value.stringValue else { throw .damagedJournal("the member '\(name)' is not a text") }
        return text
    }

    func number(_ name: String) throws(MachineFault) -> Int {
        guard let number = try optionalNumber(name) else { throw .damagedJournal("the member '\(name)' is missing") }
        return number
    }

    func optionalNumber(_ name: String) throws(MachineFault) -> Int? {
        guard let value = object[name] else { return nil }
        guard let number = value.intValue else { throw .damagedJournal("the member '\(name)' is not a whole number") }
        return number
    }

    func time(_ name: String) throws(MachineFault) -> Timestamp {
        Timestamp(milliseconds: Int64(try number(name)))
    }

    func optionalTime(_ name: String) throws(MachineFault) -> Timestamp? {
        try optionalNumber(name).map { Timestamp(milliseconds: Int64($0)) }
    }

    func payload(_ name: String, _ window: inout PayloadWindow) throws(MachineFault) -> JSONValue {
        guard let value = try optionalPayload(name, &window) else {
            throw .damagedJournal("the payload '\(name)' is missing")
        }
        return value
    }

    func optionalPayload(_ name: String, _ window: inout PayloadWindow) throws(MachineFault) -> JSONValue? {
        if let value = object[name] {
            window.insert(value, byteCount: value.compactByteCount)
            return value
        }
        guard let distance = try optionalNumber(name + JournalMember.referenceSuffix) else { return nil }
        guard let value = window.use(distance: distance) else {
            throw .damagedJournal("the payload '\(name)' refers to one that did not come before it")
        }
        return value
    }

    func type() throws(MachineFault) -> StateType {
        let text = try text(JournalMember.type)
        guard let type = StateType(rawValue: text) else { throw .newerJournal("it has a state of type '\(text)'") }
        return type
    }

    func resource() throws(MachineFault) -> TaskResource {
        let value = object[JournalMember.resource]
        if let name = value?.stringValue { return .function(name) }
        if value?.arrayValue?.count == 1, let arn = value?[0]?.stringValue { return .activity(arn) }
        guard let service = value?[0]?.stringValue, let action = value?[1]?.stringValue else {
            throw .damagedJournal("the member '\(JournalMember.resource)' is not a resource")
        }
        return .integration(service: service, action: action)
    }

    /// The timers of a task: none, one as a number, or a list.
    func timers() throws(MachineFault) -> [TimerID] {
        if object[JournalMember.timer]?.arrayValue != nil {
            return try numbers(JournalMember.timer).map { TimerID($0) }
        }
        return try optionalNumber(JournalMember.timer).map { [TimerID($0)] } ?? []
    }

    func limit() throws(MachineFault) -> TaskLimit {
        switch try optionalText(JournalMember.origin) {
        case nil: return .timeout
        case "h": return .heartbeat
        case let other?: throw .newerJournal("it has a limit of the kind '\(other)'")
        }
    }

    /// A task as it was scheduled; rows of the first version leave the number to the event.
    func request(sequence: Int, _ window: inout PayloadWindow) throws(MachineFault) -> TaskRequest {
        TaskRequest(
            task: TaskID(try optionalNumber(JournalMember.task) ?? sequence),
            state: try text(JournalMember.state),
            resource: try resource(),
            parameters: try payload(JournalMember.input, &window),
            timeoutSeconds: try optionalNumber(JournalMember.number),
            heartbeatSeconds: try optionalNumber(JournalMember.heartbeat),
            roleARN: try optionalText(JournalMember.role),
            attempt: try number(JournalMember.counter)
        )
    }

    func failure() throws(MachineFault) -> Failure {
        let origin: ErrorOrigin
        switch try optionalText(JournalMember.origin) {
        case nil: origin = .state
        case "t": origin = .task
        case "h": origin = .heartbeat
        case let other?: throw .newerJournal("it has an error of the origin '\(other)'")
        }
        return Failure(
            error: try optionalText(JournalMember.error),
            cause: try optionalText(JournalMember.cause),
            origin: origin
        )
    }

    func abandoned() throws(MachineFault) -> Abandoned {
        guard let value = object[JournalMember.abandoned] else { return Abandoned() }
        let reader = try JournalReader(value, "what is abandoned")
        return Abandoned(
            tasks: try reader.numbers(JournalMember.task).map { TaskID($0) },
            timers: try reader.numbers(JournalMember.timer).map { TimerID($0) }
        )
    }

    private func numbers(_ name: String) throws(MachineFault) -> [Int] {
        let values = object[name]?.arrayValue ?? []
        let numbers = values.compactMap(\.intValue)
        guard numbers.count == values.count else {
            throw .damagedJournal("the member '\(name)' is not a list of numbers")
        }
        return numbers
    }
}
