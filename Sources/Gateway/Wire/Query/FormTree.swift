/// The items of a form, put together by the dots in their names: `Tags.member.1.Key=a` is `a` under four names.
struct FormTree: Sendable, Equatable {
    /// What stands at this very name.
    private(set) var value: String?
    /// What stands below it, in the order of the first mention.
    private(set) var children: [(name: String, tree: FormTree)] = []
    private var places: [String: Int] = [:]

    static func == (left: FormTree, right: FormTree) -> Bool {
        left.value == right.value
            && left.children.elementsEqual(right.children) { $0.name == $1.name && $0.tree == $1.tree }
    }

    /// How many names may stand one below the other: more than any operation has.
    static let depthMax = 12

    init() {}

    init(_ items: FormItems) {
        for item in items.items {
            let path = item.name.split(separator: ".", omittingEmptySubsequences: false)
            guard path.count <= Self.depthMax else { continue }
            insert(item.value, at: path[...])
        }
    }

    subscript(_ name: String) -> FormTree? {
        places[name].map { children[$0].tree }
    }

    /// What stands below the numbers, in their order: gaps do not matter.
    var numbered: [FormTree] {
        children.compactMap { child in Int(child.name).map { ($0, child.tree) } }
            .sorted { $0.0 < $1.0 }.map(\.1)
    }

    private mutating func insert(_ text: String, at path: ArraySlice<Substring>) {
        guard let name = path.first.map(String.init) else {
            // The first of two items of one name counts.
            value = value ?? text
            return
        }
        let place = places[name] ?? children.count
        if place == children.count {
            places[name] = place
            children.append((name, FormTree()))
        }
        children[place].tree.insert(text, at: path.dropFirst())
    }
}
