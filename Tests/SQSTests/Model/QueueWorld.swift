import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

@testable import QuickstepSQS

/// Four queues, the model of each, and a client that does anything to them that a seed draws.
struct QueueWorld {
    private var random: SeededRandom
    private var store = InMemoryStore()
    private var faults: FaultInjectingStore
    private var runtime: QueueRuntime
    private var notices: AsyncStream<Notice>.Iterator
    private var models: [String: QueueModel]
    private var handles: [(queue: String, handle: String, id: String)] = []
    private var bodies = 0
    /// What was done, newest last: printed when a rule was broken.
    private(set) var trail: [String] = []
    /// How often what happened: a test requires that everything does.
    private(set) var features: [String: Int] = [:]

    private static let names = ["dead", "dead.fifo", "q", "q.fifo"]
    private static let groups = ["a", "b", "c"]
    private static let receiveCountMax = 3
    private static let retentionSeconds: Int64 = 400

    init(seed: Int) async throws {
        random = SeededRandom(seed: seed)
        faults = FaultInjectingStore(store, faults: [:])
        runtime = try await QueueRuntime(store: faults)
        notices = runtime.kernel.bus.subscribe().makeAsyncIterator()
        models = [:]
        for name in Self.names {
            let isFIFO = name.hasSuffix(".fifo")
            let isSource = name.hasPrefix("q")
            let target = isFIFO ? "dead.fifo" : "dead"
            var attributes: JSONObject = [
                "MessageRetentionPeriod": .string(String(Self.retentionSeconds)), "VisibilityTimeout": "20",
            ]
            if isFIFO { attributes["FifoQueue"] = "true" }
            if isSource {
                attributes["RedrivePolicy"] = .string(
                    #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:\#(target)","#
                        + #""maxReceiveCount":\#(Self.receiveCountMax)}"#
                )
            }
            try await runtime.createQueue(name, attributes)
            models[name] = QueueModel(
                name: name,
                isFIFO: isFIFO,
                deadLetters: isSource ? (target, Self.receiveCountMax) : nil,
                retention: Self.retentionSeconds * 1000
            )
        }
        _ = try await takeNotices()
    }

    private var now: Int64 { runtime.kernel.clock.now.milliseconds }

    // MARK: Steps

    /// Does something, and checks what came of it.
    mutating func step() async throws {
        if random.onceIn(12) { faults.failNext(.failure(StoreError(.other, "A hiccup."))) }
        switch random.below(100) {
        case ..<30: try await send()
        case ..<36: try await sendBatch()
        case ..<62: try await receive()
        case ..<76: try await delete()
        case ..<84: try await changeVisibility()
        case ..<93: advance()
        case ..<96: try await settle()
        case ..<97: try await purge()
        default: try await restart()
        }
        try await check()
    }

    private mutating func note(_ feature: String, _ detail: String = "") {
        features[feature, default: 0] += 1
        trail.append("\(now - QueueRuntime.start.milliseconds) \(feature) \(detail)")
        if trail.count > 60 { trail.removeFirst() }
    }

    private mutating func queue() -> String {
        // Dead-letter queues are looked at less often.
        random.onceIn(6) ? random.pick(["dead", "dead.fifo"]) : random.pick(["q", "q.fifo"])
    }

    private mutating func message(for queue: String) -> (
        parameters: JSONObject, message: ModelMessage, identifier: String?
    ) {
        bodies += 1
        let isFIFO = queue.hasSuffix(".fifo")
        let group = isFIFO || random.onceIn(2) ? random.pick(Self.groups) : nil
        let identifier = isFIFO ? (random.onceIn(3) ? "i\(random.below(5))" : "u\(bodies)") : nil
        let delay = !isFIFO && random.onceIn(4) ? Int64(random.below(30)) : 0
        var parameters: JSONObject = ["MessageBody": .string("m\(bodies)")]
        if let group { parameters["MessageGroupId"] = .string(group) }
        if let identifier { parameters["MessageDeduplicationId"] = .string(identifier) }
        if delay > 0 { parameters["DelaySeconds"] = .number(JSONNumber(delay)) }
        let message = ModelMessage(
            id: "",
            body: "m\(bodies)",
            group: group,
            keptSince: now,
            visibleAt: now + 1000 * delay,
            isDelayed: delay > 0
        )
        return (parameters, message, identifier)
    }

    private mutating func sent(
        _ draft: (parameters: JSONObject, message: ModelMessage, identifier: String?),
        _ answer: JSONValue?,
        to queue: String
    ) throws {
        let message = ModelMessage(
            id: answer?["MessageId"]?.stringValue ?? "",
            body: draft.message.body,
            group: draft.message.group,
            keptSince: draft.message.keptSince,
            visibleAt: draft.message.visibleAt,
            isDelayed: draft.message.isDelayed
        )
        let (before, now) = (models[queue]?.messages.count, self.now)
        try models[queue]?.sent(message, identifier: draft.identifier, at: now)
        if models[queue]?.messages.count == before { note("duplicate", draft.message.body) }
    }

    private mutating func send() async throws {
        let queue = queue()
        var draft = message(for: queue)
        draft.parameters["QueueUrl"] = .string(queue)
        note("send", "\(queue) \(draft.message.body) \(draft.message.group ?? "-") \(draft.identifier ?? "-")")
        guard let answer = try await call("SendMessage", draft.parameters) else { return }
        try sent(draft, .object(answer), to: queue)
    }

    private mutating func sendBatch() async throws {
        let queue = queue()
        let drafts = (0..<(1 + random.below(10))).map { _ in message(for: queue) }
        let entries = drafts.enumerated().map { number, draft in
            var entry = draft.parameters
            entry["Id"] = .string("\(number)")
            return JSONValue.object(entry)
        }
        note("send batch", "\(queue) \(drafts.map(\.message.body))")
        let request: JSONObject = ["QueueUrl": .string(queue), "Entries": .array(entries)]
        guard let answer = try await call("SendMessageBatch", request) else { return }
        let successful = answer["Successful"]?.arrayValue ?? []
        guard successful.count == drafts.count else { throw Violation(description: "\(queue): a batch failed in part") }
        for (draft, receipt) in zip(drafts, successful) { try sent(draft, receipt, to: queue) }
    }

    private mutating func receive() async throws {
        let queue = queue()
        let limit = 1 + random.below(10)
        let seconds = random.pick([0, 1, 5, 20, 60])
        note("receive", "\(queue) \(limit) \(seconds)s")
        let request: JSONObject = [
            "QueueUrl": .string(queue), "MaxNumberOfMessages": .number(JSONNumber(limit)),
            "VisibilityTimeout": .number(JSONNumber(seconds)), "MessageSystemAttributeNames": ["All"],
        ]
        let answer = try await call("ReceiveMessage", request)
        try await takeOver()
        guard let answer else { return }
        let given = (answer["Messages"]?.arrayValue ?? []).map { message in
            (
                id: message["MessageId"]?.stringValue ?? "", body: message["Body"]?.stringValue ?? "",
                count: message["Attributes"]?["ApproximateReceiveCount"]?.stringValue.flatMap { Int($0) } ?? 0,
                handle: message["ReceiptHandle"]?.stringValue ?? ""
            )
        }
        let now = self.now
        if !given.isEmpty { note("received", "\(given.map(\.body))") }
        try models[queue]?.received(given, limit: limit, hiddenFor: Int64(seconds), at: now)
        handles += given.map { (queue, $0.handle, $0.id) }
        if handles.count > 40 { handles.removeFirst(handles.count - 40) }
    }

    private mutating func delete() async throws {
        guard !handles.isEmpty else { return }
        // Mostly a fresh handle, sometimes a stale one; kept, so that it is used again.
        let (queue, handle, id) = random.onceIn(3) ? random.pick(handles) : random.pick(handles.suffix(5))
        note("delete", "\(queue) \(models[queue]?.messages.first { $0.id == id }?.body ?? "gone")")
        let now = self.now
        let isGood = models[queue]?.isDeletable(handle, at: now) ?? false
        let isCrash = isGood && random.onceIn(15)
        if isCrash { faults.failNext(random.onceIn(2) ? .crashBefore : .crashAfter) }
        let commits = faults.commits
        let request: JSONObject = ["QueueUrl": .string(queue), "ReceiptHandle": .string(handle)]
        let error = await runtime.refusal("DeleteMessage", request)
        if isCrash, faults.commits > commits, error?.isRetryable == true {
            // The rows say whether it happened before the crash; the client was not told.
            let sequence = ReceiptHandle(handle)?.sequence ?? -1
            let generation = ReceiptHandle(handle)?.generation ?? -1
            let rows = QueueRows(QueueAddress(scope: .standard, name: queue))
            let isThere = store.get(rows.messages(generation).integer(sequence)) != nil
            if !isThere { _ = models[queue]?.delete(handle, of: id, at: now) }
            note("crash", isThere ? "before" : "after")
            return try await restart()
        }
        guard error?.isRetryable != true else { return note("lost commit") }
        let isRefused = models[queue]?.delete(handle, of: id, at: now) ?? false
        guard isRefused == (error != nil) else {
            throw Violation(description: "\(queue): a delete was answered \(error?.message ?? "well")")
        }
    }

    private mutating func changeVisibility() async throws {
        guard !handles.isEmpty else { return }
        let (queue, handle, id) = random.onceIn(3) ? random.pick(handles) : random.pick(handles.suffix(5))
        let now = self.now
        let seconds = random.pick([0, 3, 60])
        note(
            "change visibility",
            "\(queue) \(models[queue]?.messages.first { $0.id == id }?.body ?? "gone") \(seconds)"
        )
        let error = await runtime.refusal(
            "ChangeMessageVisibility",
            [
                "QueueUrl": .string(queue), "ReceiptHandle": .string(handle),
                "VisibilityTimeout": .number(JSONNumber(seconds)),
            ]
        )
        guard error?.isRetryable != true else { return note("lost commit") }
        let isRefused = models[queue]?.changeVisibility(handle, of: id, seconds: Int64(seconds), at: now) ?? false
        guard isRefused == (error != nil) else {
            throw Violation(description: "\(queue): a change of visibility was answered \(error?.message ?? "well")")
        }
    }

    private mutating func advance() {
        let seconds = random.pick([1, 2, 5, 10, 30, 60])
        runtime.advance(seconds: Int64(seconds))
        note("advance", "\(seconds)s")
    }

    /// Has the timers of a queue fire that are due.
    private mutating func settle() async throws {
        let queue = random.pick(Self.names)
        note("settle", queue)
        let waiters = runtime.sqs.waiters
        do throws(ServiceError) {
            try await runtime.kernel.sequencer.turn { (turn) throws(ServiceError) in
                var queue = try OpenQueue(QueueAddress(scope: .standard, name: queue), &turn)
                try queue.ring(&turn)
                try queue.close(&turn, waking: waiters)
                queue = try OpenQueue(queue.address, &turn)
                try queue.dropExpired(&turn)
                try queue.close(&turn, waking: waiters)
                queue = try OpenQueue(queue.address, &turn)
                try queue.forgetIdentifiers(&turn)
                try queue.close(&turn, waking: waiters)
            }
        } catch {
            guard error.isRetryable else { throw error }
            note("lost commit")
        }
    }

    private mutating func purge() async throws {
        let queue = queue()
        note("purge", queue)
        guard try await call("PurgeQueue", ["QueueUrl": .string(queue)]) != nil else { return }
        models[queue]?.purge()
    }

    /// Ends the process as a power cut would, and begins another one on what is stored.
    private mutating func restart() async throws {
        try await takeOver()
        note("restart")
        let time = runtime.kernel.clock.now
        await runtime.kernel.stop()
        store = store.copy()
        faults = FaultInjectingStore(store, faults: [:])
        runtime = try await QueueRuntime(store: faults, at: time)
        notices = runtime.kernel.bus.subscribe().makeAsyncIterator()
    }

    // MARK: Looking

    /// What an operation answers; nothing where its commit was lost, and it did not happen.
    private mutating func call(_ operation: String, _ parameters: JSONObject) async throws -> JSONObject? {
        do throws(ServiceError) {
            return try await runtime.call(operation, parameters)
        } catch {
            guard error.isRetryable else { throw error }
            note("lost commit")
            return nil
        }
    }

    /// What the bus has told since the last time.
    private mutating func takeNotices() async throws -> [Notice] {
        let mark = Notice(
            effect: EffectID("mark"),
            cause: nil,
            time: runtime.kernel.clock.now,
            service: "test",
            event: "Mark",
            subject: "",
            phase: .succeeded,
            detail: [:]
        )
        runtime.kernel.bus.publish([mark])
        var found: [Notice] = []
        while let notice = await notices.next(isolation: nil), notice.service != "test" { found.append(notice) }
        return found
    }

    /// Has the models follow what the queues did by themselves.
    private mutating func takeOver() async throws {
        for notice in try await takeNotices() where notice.service == "sqs" {
            let id = notice.detail["messageId"]?.stringValue ?? ""
            let queue = notice.subject
            let time = notice.time.milliseconds
            switch (notice.event, notice.detail["reason"]) {
            case ("MessageDeleted", "expired"):
                try models[queue]?.expired(id, at: time)
                note("expired", queue)
            case ("MessageDeadLettered", _):
                guard var moved = try models[queue]?.deadLettered(id, at: time),
                    let target = models[queue]?.deadLetters?.queue
                else { continue }
                moved.visibleAt = time
                moved.handle = nil
                moved.isDelayed = false
                if target.hasSuffix(".fifo") { moved.keptSince = time }
                models[target]?.messages.append(moved)
                note("dead-lettered", "\(queue) \(moved.body)")
            default: break
            }
        }
    }

    private mutating func check() async throws {
        try await takeOver()
        for name in Self.names {
            let counts = try await runtime.counts(.string(name))
            guard let expected = models[name]?.counts(at: now), counts != expected else { continue }
            // A timer may have dropped what was kept too long since the notices were read.
            try await takeOver()
            let again = try await runtime.counts(.string(name))
            guard again != models[name]?.counts(at: now) else { continue }
            throw Violation(description: "\(name): it counts \(counts), and must count \(expected)")
        }
    }

    /// Empties every queue, and looks at all rows.
    mutating func finish() async throws {
        let findings = try await runtime.kernel.inspect().findings
        guard findings.isEmpty else { throw Violation(description: "\(findings)") }
        for name in Self.names {
            runtime.advance(seconds: 100)
            while models[name]?.messages.isEmpty == false {
                let before = models[name]?.messages.count
                let request: JSONObject = [
                    "QueueUrl": .string(name), "MaxNumberOfMessages": 10, "MessageSystemAttributeNames": ["All"],
                    "VisibilityTimeout": 1000,
                ]
                guard let answer = try await call("ReceiveMessage", request) else { continue }
                try await takeOver()
                let given = answer["Messages"]?.arrayValue ?? []
                for message in given {
                    let id = message["MessageId"]?.stringValue ?? ""
                    guard let index = models[name]?.index(ofID: id) else {
                        throw Violation(description: "\(name): a message came that nobody sent, or that was deleted")
                    }
                    models[name]?.messages.remove(at: index)
                    try await runtime.delete(message, from: .string(name))
                }
                guard models[name]?.messages.count != before else {
                    throw Violation(description: "\(name): \(before ?? 0) messages never came")
                }
            }
            let counts = try await runtime.counts(.string(name))
            guard counts == ["0", "0", "0"] else { throw Violation(description: "\(name): \(counts) are left") }
        }
        let left = try await runtime.kernel.inspect().findings
        guard left.isEmpty else { throw Violation(description: "\(left)") }
        await runtime.kernel.stop()
    }
}
