/// A rule of SQS that the queues broke.
struct Violation: Error, CustomStringConvertible {
    let description: String
}

/// One message as the model knows it.
struct ModelMessage {
    let id: String
    let body: String
    let group: String?
    var keptSince: Int64
    var visibleAt: Int64
    var isDelayed: Bool
    var receiveCount = 0
    var handle: String?
}

/// What a queue must hold, kept as simply as can be: a list, looked through from its beginning.
struct QueueModel {
    let name: String
    let isFIFO: Bool
    /// The dead-letter queue, after so many receives.
    let deadLetters: (queue: String, receiveCountMax: Int)?
    let retention: Int64
    /// In the order of arrival.
    var messages: [ModelMessage] = []
    /// When each identifier was accepted, and for which message.
    var accepted: [String: (at: Int64, id: String)] = [:]

    private func require(_ isTrue: Bool, _ text: @autoclosure () -> String) throws {
        if !isTrue { throw Violation(description: "\(name): \(text())") }
    }

    func index(ofID id: String) -> Int? { messages.firstIndex { $0.id == id } }

    func index(ofHandle handle: String) -> Int? { messages.firstIndex { $0.handle == handle } }

    /// Visible, in flight, delayed.
    func counts(at now: Int64) -> [String] {
        let hidden = messages.filter { $0.visibleAt > now }
        let delayed = hidden.filter(\.isDelayed).count
        return [messages.count - hidden.count, hidden.count - delayed, delayed].map(String.init)
    }

    // MARK: What the queue says it did

    mutating func sent(_ message: ModelMessage, identifier: String?, at now: Int64) throws {
        guard let identifier, let earlier = accepted[identifier], now < earlier.at + 300_000 else {
            try require(index(ofID: message.id) == nil, "a new message has the name of another")
            if let identifier { accepted[identifier] = (now, message.id) }
            return messages.append(message)
        }
        try require(earlier.id == message.id, "a duplicate of \(identifier) was accepted")
    }

    mutating func expired(_ id: String, at now: Int64) throws {
        guard let index = index(ofID: id) else { throw Violation(description: "\(name): what expired was not there") }
        try require(messages[index].keptSince + retention <= now, "a message expired too early")
        messages.remove(at: index)
    }

    /// Gives up on a message, and returns it.
    mutating func deadLettered(_ id: String, at now: Int64) throws -> ModelMessage {
        guard let index = index(ofID: id), let deadLetters else {
            throw Violation(description: "\(name): it gave up on a message that it does not have")
        }
        let message = messages[index]
        try require(
            message.receiveCount == deadLetters.receiveCountMax,
            "it gave up on a message after \(message.receiveCount) receives"
        )
        try require(message.visibleAt <= now, "it gave up on a message that is hidden")
        messages.remove(at: index)
        return message
    }

    /// Checks and takes over what a receive was given.
    mutating func received(
        _ given: [(id: String, body: String, count: Int, handle: String)],
        limit: Int,
        hiddenFor seconds: Int64,
        at now: Int64
    ) throws {
        let available = available(at: now)
        var taken: Set<String> = []
        for message in given {
            guard let index = index(ofID: message.id) else {
                throw Violation(description: "\(name): \(message.body) was received and is not there (any more)")
            }
            let known = messages[index]
            try require(taken.insert(message.id).inserted, "\(message.body) came twice in one answer")
            try require(known.body == message.body, "a message has another's body")
            try require(known.visibleAt <= now, "\(message.body) was received while it was hidden")
            try require(known.keptSince + retention > now, "\(message.body) was received after its time")
            try require(known.receiveCount + 1 == message.count, "\(message.body) has the count \(message.count)")
            if let deadLetters {
                try require(known.receiveCount < deadLetters.receiveCountMax, "\(message.body) was received too often")
            }
            if isFIFO {
                let before = messages[..<index].filter { $0.group == known.group && !taken.contains($0.id) }
                try require(before.isEmpty, "\(message.body) was received before others of its group")
            }
            messages[index].receiveCount += 1
            messages[index].handle = message.handle
            guard seconds > 0 else { continue }
            messages[index].visibleAt = now + 1000 * seconds
            messages[index].isDelayed = false
        }
        guard given.count < limit else { return }
        let left = available.filter { !taken.contains($0) }
        try require(left.isEmpty, "a receive left \(left.count) messages that could be received")
    }

    /// The names of the messages that can be received.
    private func available(at now: Int64) -> [String] {
        var blocked: Set<String> = []
        var names: [String] = []
        for message in messages {
            if isFIFO, let group = message.group {
                if blocked.contains(group) { continue }
                if message.visibleAt > now { blocked.insert(group) }
            }
            if message.visibleAt <= now { names.append(message.id) }
        }
        return names
    }

    // MARK: What the queue must answer

    /// Whether a handle deletes something.
    func isDeletable(_ handle: String, at now: Int64) -> Bool {
        index(ofHandle: handle).map { !isFIFO || messages[$0].visibleAt > now } ?? false
    }

    /// Deletes by a handle, and says whether the handle must be refused as expired.
    mutating func delete(_ handle: String, of id: String, at now: Int64) -> Bool {
        guard let index = index(ofID: id) else { return false }
        let isCurrent = messages[index].handle == handle
        if isFIFO, !isCurrent || messages[index].visibleAt <= now { return true }
        if isCurrent { messages.remove(at: index) }
        return false
    }

    /// Changes a visibility timeout, and says whether that must be refused.
    mutating func changeVisibility(_ handle: String, of id: String, seconds: Int64, at now: Int64) -> Bool {
        guard let index = index(ofID: id) else { return true }
        guard messages[index].visibleAt > now else { return isFIFO }
        guard messages[index].handle == handle else { return true }
        messages[index].visibleAt = now + 1000 * seconds
        return false
    }

    mutating func purge() {
        messages = []
        accepted = [:]
    }
}
