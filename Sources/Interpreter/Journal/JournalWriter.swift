import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage

/// Writes the members of a journal row as compact JSON.
///
/// Member names need no escapes; whatever comes from outside is written by the JSON module.
struct JournalWriter {
    private(set) var bytes: [UInt8] = []
    private(set) var window: PayloadWindow
    private var needsComma = false

    init(window: PayloadWindow) {
        self.window = window
        bytes.reserveCapacity(1024)
    }

    mutating func beginObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
    }

    mutating func beginObject(_ name: String) {
        key(name)
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
    }

    mutating func endObject() {
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    mutating func beginArray(_ name: String) {
        key(name)
        bytes.append(UInt8(ascii: "["))
        needsComma = false
    }

    mutating func endArray() {
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    mutating func number(_ name: String, _ value: Int64) {
        key(name)
        digits(value)
    }

    mutating func number(_ name: String, _ value: Int?) {
        if let value { number(name, Int64(value)) }
    }

    mutating func element(_ value: Int) {
        separate()
        digits(Int64(value))
        needsComma = true
    }

    mutating func code(_ code: String) {
        key(JournalMember.code)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: code.utf8)
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func text(_ name: String, _ value: String?) {
        guard let value else { return }
        key(name)
        JSONValue.string(value).write(into: &bytes)
    }

    mutating func time(_ name: String, _ value: Timestamp?) {
        if let value { number(name, value.milliseconds) }
    }

    /// A payload, or a reference to one that came shortly before.
    mutating func payload(_ name: String, _ value: JSONValue?) {
        guard let value else { return }
        if let distance = window.distance(of: value) {
            number(name + JournalMember.referenceSuffix, Int64(distance))
            _ = window.use(distance: distance)
            return
        }
        key(name)
        let start = bytes.count
        value.write(into: &bytes)
        window.insert(value, byteCount: bytes.count - start)
    }

    mutating func resource(_ resource: TaskResource) {
        switch resource {
        case .function(let name):
            text(JournalMember.resource, name)
        case .activity(let arn):
            key(JournalMember.resource)
            JSONValue.array([.string(arn)]).write(into: &bytes)
        case .integration(let service, let action):
            key(JournalMember.resource)
            JSONValue.array([.string(service), .string(action)]).write(into: &bytes)
        }
    }

    /// The timers of a task: none, one as a number, or a list.
    mutating func timers(_ timers: [TimerID]) {
        guard timers.count > 1 else {
            number(JournalMember.timer, timers.first?.sequence)
            return
        }
        beginArray(JournalMember.timer)
        for timer in timers { element(timer.sequence) }
        endArray()
    }

    mutating func failure(_ failure: Failure) {
        text(JournalMember.error, failure.error)
        text(JournalMember.cause, failure.cause)
        switch failure.origin {
        case .state: break
        case .task: text(JournalMember.origin, "t")
        case .heartbeat: text(JournalMember.origin, "h")
        }
    }

    mutating func abandoned(_ abandoned: Abandoned) {
        guard !abandoned.tasks.isEmpty || !abandoned.timers.isEmpty else { return }
        beginObject(JournalMember.abandoned)
        beginArray(JournalMember.task)
        for task in abandoned.tasks { element(task.sequence) }
        endArray()
        beginArray(JournalMember.timer)
        for timer in abandoned.timers { element(timer.sequence) }
        endArray()
        endObject()
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func key(_ name: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = true
    }

    private mutating func digits(_ value: Int64) {
        bytes.append(contentsOf: String(value).utf8)
    }
}
