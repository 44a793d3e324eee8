import QuickstepJSON

/// Which executions the mixture has, and what must have been told by whom when all of them have ended: a value.
///
/// Every execution, every iteration, every branch and every execution of a map run sends its name to one queue as its last step, so
/// that what is lost or doubled shows.
struct MixturePlan: Sendable {
    /// What an execution waits for.
    enum Kind: String, Sendable, CaseIterable {
        /// A Wait state.
        case waits
        /// The back-off of a retrier.
        case retries
        /// A callback: somebody sends its token back.
        case asks
        /// A worker of an activity.
        case works
        /// An execution that it has started.
        case nests
        /// The iterations of an inline Map, half of which are done.
        case spreads
        /// The branches of a Parallel, one of which is done.
        case forks
        /// The executions of a distributed Map, half of which are done.
        case maps
    }

    /// One execution that is started.
    struct Entry: Sendable, Equatable {
        let kind: Kind
        let number: Int

        var name: String { "\(kind.rawValue)-\(number)" }
    }

    /// When the first process ends, in seconds after its start.
    ///
    /// What is short is done by then.
    static let leftAt = 10
    /// When the next process begins.
    ///
    /// What fell due meanwhile is overdue.
    static let resumedAt = 510
    /// When everything has had its time.
    static let endsAt = 7200

    /// How long what is done before the first process ends takes.
    static let short = 5
    /// How long what is not takes, where all take the same time.
    static let long = 900

    /// The items of a Map, in the order in which they are given out: so many at a time, the first of which are short.
    private static let iterations = 4
    private static let iterationsShort = 2
    static let iterationsAtATime = 2
    static let children = 40
    private static let childrenShort = 20
    static let childrenAtATime = 10

    let entries: [Entry]

    /// - Parameter count: How many executions are started; those that they start themselves come on top.
    init(count: Int) {
        // Of a hundred: forty wait, ten each do the next four, ten spread, nine fork, one is a distributed Map.
        entries = (0..<count).map { number in
            let kind: Kind =
                switch number % 100 {
                case ..<40: .waits
                case ..<50: .retries
                case ..<60: .asks
                case ..<70: .works
                case ..<80: .nests
                case ..<90: .spreads
                case ..<99: .forks
                default: .maps
                }
            return Entry(kind: kind, number: number)
        }
    }

    func count(of kind: Kind) -> Int { entries.count { $0.kind == kind } }

    /// How many seconds an execution of `waits` or `nests` waits: between 20 and 1,019, in no order.
    static func seconds(_ entry: Entry) -> Int { 20 + entry.number * 7919 % 1000 }

    /// The waits that are overdue when the next process begins.
    var overdue: Int {
        entries.count { ($0.kind == .waits || $0.kind == .nests) && Self.seconds($0) <= Self.resumedAt }
    }

    static func input(of entry: Entry) -> JSONValue {
        var input: JSONObject = ["name": .string(entry.name)]
        switch entry.kind {
        case .waits, .nests:
            input["seconds"] = .number(JSONNumber(seconds(entry)))
        case .spreads:
            input["items"] = items(of: entry, iterations, short: iterationsShort)
        case .maps:
            input["items"] = items(of: entry, children, short: childrenShort)
        case .retries, .asks, .works, .forks:
            break
        }
        return .object(input)
    }

    private static func items(of entry: Entry, _ count: Int, short shortCount: Int) -> JSONValue {
        .array(
            (0..<count).map { item in
                [
                    "name": .string("\(entry.name)-\(item)"),
                    "seconds": .number(JSONNumber(item < shortCount ? short : long)),
                ]
            }
        )
    }

    /// What an execution and all that it brings about tell.
    private static func told(by entry: Entry) -> [String] {
        let others =
            switch entry.kind {
            case .waits, .retries, .asks, .works: 0
            case .nests: 1
            case .forks: 2
            case .spreads: iterations
            case .maps: children
            }
        return [entry.name] + (0..<others).map { "\(entry.name)-\($0)" }
    }

    /// What all of them tell, each once.
    var told: [String] { entries.flatMap(Self.told).sorted() }

    /// How many words were told when the first process ends.
    var toldEarly: Int {
        count(of: .spreads) * Self.iterationsShort + count(of: .forks) + count(of: .maps) * Self.childrenShort
    }

    /// How `words` differ from what must be told: what is missing, what is too much, each named once.
    func difference(to words: [String]) -> (missing: [String], doubled: [String]) {
        var counts: [String: Int] = [:]
        for word in told { counts[word, default: 0] -= 1 }
        for word in words { counts[word, default: 0] += 1 }
        return (
            counts.filter { $0.value < 0 }.keys.sorted(),
            counts.filter { $0.value > 0 }.keys.sorted()
        )
    }
}
