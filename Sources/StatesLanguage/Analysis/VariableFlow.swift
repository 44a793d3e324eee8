import QuickstepJSON

/// Which variables may have a value when a state is entered: those that are assigned on some way to it.
struct VariableFlow {
    /// A set of variables, as bits.
    private typealias Bits = [UInt64]

    private let machine: StateMachine
    private let numbers: [String: Int]
    private let wordCount: Int
    /// What may be assigned when a state is entered; a state that is never reached has no entry.
    private var entries: [String: Bits] = [:]

    /// How much work is done at most, in states times variables: a definition of thousands of both is not followed.
    private static let sizeMax = 100_000

    /// Follows the variables of a machine; `nil` for one that is too large.
    init?(_ machine: StateMachine) {
        var numbers: [String: Int] = [:]
        for name in machine.states.values.flatMap(\.assignedVariables) where numbers[name] == nil {
            numbers[name] = numbers.count
        }
        guard numbers.count * machine.states.count <= Self.sizeMax else { return nil }
        self.machine = machine
        self.numbers = numbers
        wordCount = (numbers.count + 63) / 64
        follow(from: machine.root.startAt, with: Bits(repeating: 0, count: wordCount))
    }

    /// The variables that a state reads though nothing on any way to it assigns them, sorted.
    func undefinedVariables(of state: State) -> [String] {
        guard let known = entries[state.name] else { return [] }
        return state.variableReferences.filter { !holds(known, $0) }.sorted()
    }

    /// Goes on from a state, and on from each that it leads to, until nothing changes any more.
    private mutating func follow(from start: String, with bits: Bits) {
        var open = [(name: start, bits: bits)]
        while let (name, bits) = open.popLast() {
            guard let state = machine.states[name] else { continue }
            let known = entries[name]
            let entry = known.map { union($0, bits) } ?? bits
            if known == entry { continue }
            entries[name] = entry
            for step in state.steps { open.append((step.target, adding(step.assign, to: entry))) }
        }
    }

    private func union(_ left: Bits, _ right: Bits) -> Bits {
        zip(left, right).map { $0 | $1 }
    }

    private func adding(_ template: PayloadTemplate?, to bits: Bits) -> Bits {
        var bits = bits
        for name in template?.fieldNames ?? [] {
            guard let number = numbers[name] else { continue }
            bits[number / 64] |= 1 << UInt64(number % 64)
        }
        return bits
    }

    private func holds(_ bits: Bits, _ name: String) -> Bool {
        guard let number = numbers[name] else { return false }
        return bits[number / 64] & (1 << UInt64(number % 64)) != 0
    }
}

/// A way out of a state, or into it, and what is assigned on it.
private struct FlowStep {
    let target: String
    let assign: PayloadTemplate?
}

extension State {
    /// Everywhere that a state leads: on success, through a catcher, and into its branches or its processor.
    fileprivate var steps: [FlowStep] {
        var steps = catchers.map { FlowStep(target: $0.next, assign: $0.assign) }
        if case .next(let target)? = transition { steps.append(FlowStep(target: target, assign: assign)) }
        switch kind {
        case .choice(let choice):
            steps += choice.rules.map { FlowStep(target: $0.next, assign: $0.assign) }
            if let target = choice.defaultState { steps.append(FlowStep(target: target, assign: assign)) }
        case .parallel(let parallel):
            steps += parallel.branches.map { FlowStep(target: $0.startAt, assign: nil) }
        case .map(let map):
            steps.append(FlowStep(target: map.processor.startAt, assign: nil))
        case .task, .pass, .wait, .succeed, .fail:
            break
        }
        return steps
    }

    /// Every variable that the state assigns in some way.
    fileprivate var assignedVariables: [String] {
        var templates = [assign] + catchers.map(\.assign)
        if case .choice(let choice) = kind { templates += choice.rules.map(\.assign) }
        return templates.flatMap { $0?.fieldNames ?? [] }
    }
}

extension PayloadTemplate {
    /// The names at the top of the template.
    fileprivate var fieldNames: [String] {
        switch self {
        case .object(let fields): fields.map(\.name)
        case .literal(let value): value.objectValue?.keys.map { $0 } ?? []
        case .array, .path, .intrinsic: []
        }
    }
}
