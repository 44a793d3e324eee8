extension JSONPath {
    /// One step from a value to some of the values in it.
    package enum Step: Sendable, Hashable {
        /// `.name` or `['name']`.
        case child(String)
        /// `['a', 'b']`: two names or more.
        case children([String])
        /// `[0]`, or `[-1]` from the end.
        case index(Int)
        /// `[0, 2]`: two indexes or more.
        case indices([Int])
        /// `[from:to]`, either end left out; negative ends count from the end.
        case slice(from: Int?, to: Int?)
        /// `.*` or `[*]`.
        case wildcard
        /// `..`: the next step is tried on the value itself and on everything in it.
        case scan
        /// `[?(…)]`.
        case filter(JSONPathFilter)
        /// `.length()` and its like.
        case function(JSONPathFunction)

        /// The step as Jayway's messages write it.
        var fragment: String {
            switch self {
            case .child(let name): "['\(name)']"
            case .children(let names): "[\(names.map { "'\($0)'" }.joined(separator: ","))]"
            case .index(let index): "[\(index)]"
            case .indices(let indices): "[\(indices.map(String.init).joined(separator: ","))]"
            case .slice(let from, let to): "[\(from.map(String.init) ?? ""):\(to.map(String.init) ?? "")]"
            case .wildcard: "[*]"
            case .scan: ".."
            case .filter: "[?]"
            case .function(let function): ".\(function.text)"
            }
        }
    }
}
