/// The variables of one run of a block or function, or those that travel with an item of a path.
///
/// A slot is nil until something is bound; a variable that is bound to nothing hides one further out, an unbound slot does not.
final class Frame {
    /// The names of the slots.
    let scope: Scope

    /// What lies around it.
    private(set) var parent: Frame?

    var values: [Value?]

    /// What is bound beyond the slots, where an expression makes others at run time.
    private var extra: [(name: String, value: Value)] = []

    /// Where values go whose release would nest too deep.
    ///
    /// It is held, so that it is there whenever a frame goes; what the evaluation holds of frames it lets go of at its end.
    private let evaluation: Evaluation

    /// Its neighbours among the frames that functions hold on to.
    ///
    /// They are not held, and are never gone: a frame takes itself out of the list as the first thing in its `deinit`, before anything
    /// of it is released, and one evaluation runs on one thread at a time.
    private unowned(unsafe) var next: Frame?
    private unowned(unsafe) var previous: Frame?
    private var isCaptured = false

    init(_ scope: Scope, parent: Frame?, values: [Value?], evaluation: Evaluation) {
        self.scope = scope
        self.parent = parent
        self.values = values
        self.evaluation = evaluation
    }

    /// Makes a frame with nothing bound.
    convenience init(_ scope: Scope, parent: Frame?, evaluation: Evaluation) {
        let values = [Value?](repeating: nil, count: scope.names.count)
        self.init(scope, parent: parent, values: values, evaluation: evaluation)
    }

    deinit {
        if self.isCaptured {
            self.previous?.next = self.next
            self.next?.previous = self.previous
            if self.evaluation.captured === self { self.evaluation.captured = self.next }
        }
        self.evaluation.release(&self.values, &self.parent)
    }

    // MARK: By name

    /// The value of a variable here or further out, nil where nothing is bound.
    func value(named name: String) -> Value? {
        var frame: Frame? = self
        while let current = frame {
            if let value = current.ownValue(named: name) { return value }
            frame = current.parent
        }
        return nil
    }

    private func ownValue(named name: String) -> Value? {
        for slot in self.scope.names.indices.reversed() where self.scope.names[slot] == name {
            if let value = self.values[slot] { return value }
        }
        return self.extra.last { $0.name == name }?.value
    }

    /// Binds a variable here.
    func bind(_ value: Value, named name: String) {
        if let slot = self.scope.names.firstIndex(of: name) {
            self.values[slot] = value
        } else if let place = self.extra.firstIndex(where: { $0.name == name }) {
            self.extra[place].value = value
        } else {
            self.extra.append((name, value))
        }
    }

    // MARK: Cycles

    /// Notes that a function holds on to this frame, which may hold the function itself.
    func capture() {
        guard !self.isCaptured else { return }
        self.isCaptured = true
        self.next = self.evaluation.captured
        self.next?.previous = self
        self.evaluation.captured = self
    }

    /// Lets go of all it holds, and gives the next one to be emptied.
    func empty() -> Frame? {
        let following = self.next
        self.values = []
        self.extra = []
        self.parent = nil
        return following
    }
}

/// The names that are bound in one block, function or expression.
final class Scope: Sendable {
    let names: [String]

    init(_ names: [String]) {
        self.names = names
    }

    /// A scope without names.
    static let empty = Scope([])
}
