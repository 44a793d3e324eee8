import QuickstepJSON

/// An item of a path with the variables that were bound on its way.
struct Tuple {
    var item: Value
    var names: [String]
    var values: [Value]

    init(_ item: Value, names: [String] = [], values: [Value] = []) {
        self.item = item
        self.names = names
        self.values = values
    }

    /// Binds a variable or replaces what it was bound to.
    mutating func bind(_ value: Value, named name: String) {
        if let place = self.names.firstIndex(of: name) {
            self.values[place] = value
        } else {
            self.names.append(name)
            self.values.append(value)
        }
    }

    /// A frame in which the variables are bound.
    func frame(in parent: Frame, _ run: Evaluation) -> Frame {
        Frame(Scope(self.names), parent: parent, values: self.values, evaluation: run)
    }
}

/// The items of a path that travel with their variables.
final class TupleStream {
    let tuples: [Tuple]

    init(_ tuples: [Tuple]) {
        self.tuples = tuples
    }
}
