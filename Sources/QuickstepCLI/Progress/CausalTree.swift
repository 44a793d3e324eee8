import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// Everything that one effect caused, as a value: notices go in, lines come out.
struct CausalTree: Sendable {
    /// One effect, or one visit of one state.
    struct Node: Sendable {
        var label: String
        /// What it came to: a status, a size, an error.
        var remark = ""
        var beganAt: Timestamp
        var endedAt: Timestamp?
        var phase: Notice.Phase
        /// Whether the state met an error that it has not got over.
        var hasError = false
        var children: [Int] = []
        /// The last event that was told of it, and where.
        var event: String
        var service: String
        var subject: String
        var detail: JSONObject
    }

    private(set) var nodes: [Node] = []
    /// The nodes that have begun, have not ended, and are waited for.
    private var openNodes: Set<Int> = []
    /// The effects that belong to the tree, and the node that stands for each.
    private var nodeOfEffect: [EffectID: Int] = [:]
    private var nodeOfState: [StateKey: Int] = [:]
    /// The state that is being run, by the path it runs in.
    private var openStates: [StateKey: Int] = [:]
    private let root: EffectID
    private var roots: [Int] = []
    /// The queues from which somebody takes messages: only there a message is something to wait for.
    private let consumedQueues: Set<String>
    private let clock: ClockOption

    private struct StateKey: Hashable {
        let execution: EffectID
        let place: String
    }

    /// - Parameters:
    ///   - root: What the first effects name as their cause.
    ///   - consumedQueues: The names of the queues that somebody reads.
    ///   - clock: What time it is: a long wait in real time says how to skip it. Default: the machine's.
    init(root: EffectID, consumedQueues: Set<String>, clock: ClockOption = .real) {
        self.root = root
        self.consumedQueues = consumedQueues
        self.clock = clock
    }

    /// Whether something has begun, and everything that began has ended.
    var isQuiet: Bool {
        !nodes.isEmpty && openNodes.isEmpty
    }

    /// What failed for good: executions, calls of functions, and messages that were given up.
    var failures: [CausalFailure] {
        nodes.compactMap { node in
            guard node.phase == .failed else { return nil }
            switch node.event {
            case "ExecutionEnded", "ExecutionQuarantined", "InvocationDropped", "MessageDeadLettered":
                let fallback = node.event == "MessageDeadLettered" ? "a message went to the dead-letter queue" : ""
                return CausalFailure(
                    subject: node.label,
                    status: node.detail["status"]?.stringValue,
                    error: node.detail["error"]?.stringValue ?? node.detail["reason"]?.stringValue ?? fallback,
                    cause: node.detail["cause"]?.stringValue ?? ""
                )
            default:
                return nil
            }
        }
    }

    /// How all of it ended: as the worst of it did.
    var status: String {
        let statuses = failures.map { $0.status ?? "FAILED" }
        return ["FAILED", "TIMED_OUT", "ABORTED"].first { statuses.contains($0) } ?? "SUCCEEDED"
    }

    /// How the process ends because of it.
    var exit: Exit {
        switch status {
        case "SUCCEEDED": .succeeded
        case "FAILED": .executionFailed
        default: .timedOutOrAborted
        }
    }

    /// A message in a queue that nobody reads has arrived.
    private func isLeftAlone(_ node: Node) -> Bool {
        node.service == "sqs" && !consumedQueues.contains(node.subject)
    }

    /// Takes in a notice.
    ///
    /// Returns whether the tree changed.
    mutating func take(_ notice: Notice) -> Bool {
        if let index = nodeOfEffect[notice.effect] {
            if notice.service == "states", takeState(notice, under: index) { return true }
            update(index, notice)
            if notice.event == "ExecutionEnded" { abortStates(below: index, notice) }
            return true
        }
        let parent: Int?
        if notice.cause == root {
            parent = nil
        } else if let cause = notice.cause, let index = nodeOfEffect[cause] {
            parent = index
        } else {
            return false
        }
        if notice.event == "TaskDispatched", let execution = notice.cause {
            // The task's effect is the state's line: what the task causes hangs below it.
            let place = Self.place(path: notice.detail["path"]?.stringValue ?? "", state: notice.subject)
            if let index = nodeOfState[StateKey(execution: execution, place: place)] {
                nodeOfEffect[notice.effect] = index
                return false
            }
        }
        let index = add(Self.label(notice), notice, under: parent)
        nodeOfEffect[notice.effect] = index
        return true
    }

    private mutating func add(_ label: String, _ notice: Notice, under parent: Int?) -> Int {
        nodes.append(
            Node(
                label: label,
                remark: Self.remark(notice),
                beganAt: notice.time,
                endedAt: notice.phase == .succeeded || notice.phase == .failed ? notice.time : nil,
                phase: notice.phase,
                event: notice.event,
                service: notice.service,
                subject: notice.subject,
                detail: notice.detail
            )
        )
        let index = nodes.count - 1
        noteWhetherOpen(index)
        if let parent { nodes[parent].children.append(index) } else { roots.append(index) }
        return index
    }

    private mutating func update(_ index: Int, _ notice: Notice) {
        // A function's notices speak of the task's effect, whose line is the state's: the state's own notices tell of it.
        guard notice.service == nodes[index].service || nodes[index].service != "states" else { return }
        let remark = Self.remark(notice)
        if !remark.isEmpty { nodes[index].remark = remark }
        guard notice.phase != .progressed else { return }
        nodes[index].phase = notice.phase
        nodes[index].event = notice.event
        nodes[index].detail = notice.detail
        if notice.phase != .began { nodes[index].endedAt = notice.time }
        noteWhetherOpen(index)
    }

    private mutating func noteWhetherOpen(_ index: Int) {
        if nodes[index].phase == .began, !isLeftAlone(nodes[index]) {
            openNodes.insert(index)
        } else {
            openNodes.remove(index)
        }
    }

    // MARK: States

    private mutating func takeState(_ notice: Notice, under execution: Int) -> Bool {
        guard let details = notice.detail["details"] else { return false }
        let path = notice.detail["path"]?.stringValue ?? ""
        let level = StateKey(execution: notice.effect, place: path)
        switch notice.event {
        case let event where event.hasSuffix("StateEntered"):
            let state = details["name"]?.stringValue ?? ""
            let index = enter(state, path, notice, under: execution)
            nodeOfState[StateKey(execution: notice.effect, place: Self.place(path: path, state: state))] = index
            openStates[level] = index
            // A Fail state is never left, and neither is one that ends the execution in an error.
            if notice.event == "FailStateEntered" { end(index, .failed, notice) }
        case let event where event.hasSuffix("StateExited"):
            guard let index = openStates.removeValue(forKey: level) else { return true }
            abortStates(below: index, notice)
            if !nodes[index].hasError { nodes[index].remark = "" }
            end(index, .succeeded, notice)
        default:
            guard let index = openStates[level] else { return true }
            takeStep(notice, details, of: index)
        }
        return true
    }

    /// Something happened within a state: it met an error, will try again, or got over it.
    private mutating func takeStep(_ notice: Notice, _ details: JSONValue, of index: Int) {
        switch notice.event {
        case "retryScheduled":
            let span = Announcement.waitsUntil(notice)?.milliseconds(since: notice.time) ?? 0
            nodes[index].remark += "; retry in \(ProgressPrinter.text(milliseconds: span))"
        case let event where event.hasSuffix("Succeeded"):
            nodes[index].hasError = false
            nodes[index].remark = ""
        case let event where event.hasSuffix("Failed") || event.hasSuffix("TimedOut"):
            guard let error = details["error"]?.stringValue else { return }
            nodes[index].hasError = true
            nodes[index].remark = Announcement.reason(error, details["cause"]).shortened(to: 160)
        default:
            break
        }
    }

    /// Adds a state below the Parallel or Map that it runs in, or else below its execution.
    private mutating func enter(_ state: String, _ path: String, _ notice: Notice, under execution: Int) -> Int {
        let bracket = path.lastIndex(of: "[") ?? path.startIndex
        let container = nodeOfState[StateKey(execution: notice.effect, place: String(path[..<bracket]))]
        let label = path.isEmpty ? state : "\(path[bracket...]) \(state)"
        let index = add(label, notice, under: container ?? execution)
        nodes[index].phase = .began
        noteWhetherOpen(index)
        nodes[index].remark =
            Announcement.waitsUntil(notice).map {
                Announcement.text(waitingUntil: $0, from: notice.time, clock: clock)
            } ?? ""
        return index
    }

    /// Ends the states that will never be left, because what they run in has ended without them.
    private mutating func abortStates(below index: Int, _ notice: Notice) {
        for child in nodes[index].children where isOpenState(nodes[child]) {
            abortStates(below: child, notice)
            end(child, .failed, notice)
        }
    }

    private func isOpenState(_ node: Node) -> Bool {
        node.phase == .began && node.event.hasSuffix("StateEntered")
    }

    /// `Each` within `Branches[1]` is `Branches[1]/Each`.
    private static func place(path: String, state: String) -> String {
        path.isEmpty ? state : "\(path)/\(state)"
    }

    private mutating func end(_ index: Int, _ phase: Notice.Phase, _ notice: Notice) {
        nodes[index].phase = phase
        nodes[index].endedAt = notice.time
        noteWhetherOpen(index)
    }

    // MARK: Words

    private static func label(_ notice: Notice) -> String {
        switch notice.service {
        case "s3": notice.event == "ObjectDeleted" ? "deleted \(notice.subject)" : notice.subject
        case "sns": "topic \(notice.subject)"
        case "sqs": "queue \(notice.subject)"
        case "states": "workflow \(notice.detail["stateMachine"]?.stringValue ?? notice.subject)"
        case "lambda": "function \(notice.subject)"
        case "dynamodb": "table \(notice.subject)"
        case "events": "event \(notice.subject)"
        default: "\(notice.service) \(notice.subject)"
        }
    }

    private static func remark(_ notice: Notice) -> String {
        switch notice.event {
        case "ObjectCreated":
            notice.detail["size"]?.intValue.map { ByteText.text($0) } ?? ""
        case "ExecutionEnded":
            [notice.detail["status"]?.stringValue, notice.detail["error"]?.stringValue].compactMap { $0 }
                .joined(separator: " ")
        case "MessageSent": "message sent"
        case "MessageReceived": "message received"
        case "MessageDeleted": "message taken"
        case "MessageDeadLettered": "message dead-lettered"
        case "ItemPut": "row put"
        case "InvocationFailed", "InvocationRetryScheduled", "InvocationDropped":
            Announcement.reason(notice.detail["error"]?.stringValue ?? "failed", notice.detail["cause"])
        default: ""
        }
    }

    // MARK: Lines

    /// The tree as lines, children below their causes.
    ///
    /// - Parameters:
    ///   - style: The colours.
    ///   - width: How many characters a line may have; longer labels are cut. Default: as many as it takes.
    /// - Returns: The lines, without line feeds.
    func lines(_ style: Style, width: Int = .max) -> [String] {
        var lines: [String] = []
        for index in roots { append(index, prefix: "", childPrefix: "", style, width, &lines) }
        return lines
    }

    private func append(
        _ index: Int,
        prefix: String,
        childPrefix: String,
        _ style: Style,
        _ width: Int,
        _ lines: inout [String]
    ) {
        let node = nodes[index]
        let tail = tail(node)
        let room = max(8, width - prefix.count - tail.count - 4)
        let label = node.label.printable.replacing("\n", with: #"\n"#).shortened(to: room)
        lines.append("\(style.dim(prefix))\(mark(node, style)) \(label)  \(style.dim(tail))".trimmedAtEnd)
        for (position, child) in node.children.enumerated() {
            let isLast = position == node.children.count - 1
            append(
                child,
                prefix: childPrefix + (isLast ? "└─ " : "├─ "),
                childPrefix: childPrefix + (isLast ? "   " : "│  "),
                style,
                width,
                &lines
            )
        }
    }

    private func mark(_ node: Node, _ style: Style) -> String {
        switch node.phase {
        case .began: isLeftAlone(node) ? style.green("✓") : style.yellow("…")
        case .progressed: "·"
        case .succeeded: node.hasError ? style.yellow("!") : style.green("✓")
        case .failed: style.red("✗")
        }
    }

    private func tail(_ node: Node) -> String {
        var parts = node.remark.isEmpty ? [] : [node.remark]
        if node.service == "states", let endedAt = node.endedAt {
            parts.append(ProgressPrinter.text(milliseconds: endedAt.milliseconds(since: node.beganAt)))
        }
        return parts.joined(separator: "  ").printable.replacing("\n", with: " ")
    }

    /// What the tree left behind, apart from its roots: objects, rows, messages that wait for a reader, and outputs.
    var results: [CausalResult] {
        nodes.indices.filter { !roots.contains($0) }.compactMap { index in
            let node = nodes[index]
            switch node.event {
            case "ObjectCreated":
                return .object(place: node.subject, size: node.detail["size"]?.intValue ?? 0)
            case "ItemPut":
                return .row(table: node.subject, key: node.detail["key"] ?? .null)
            case "MessageSent" where isLeftAlone(node):
                return .message(queue: node.subject, id: node.detail["messageId"]?.stringValue ?? "")
            case "ExecutionEnded":
                guard let output = node.detail["output"] else { return nil }
                let arn = node.detail["executionArn"]?.stringValue ?? ""
                // execution:MACHINE:NAME
                let machine = ARN(arn)?.resource.split(separator: ":").dropFirst().first.map(String.init)
                return .output(machine: machine ?? "", executionARN: arn, value: output)
            default:
                return nil
            }
        }
    }
}

/// Sizes as a person says them.
enum ByteText {
    static func text(_ count: Int) -> String {
        switch count {
        case ..<1024: "\(count) B"
        case ..<(1024 * 1024): "\((count + 512) / 1024) KiB"
        default: "\(count / 1024 / 1024).\(count * 10 / 1024 / 1024 % 10) MiB"
        }
    }
}
