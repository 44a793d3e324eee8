/// Finds the name that was probably meant.
enum NearestName {
    /// How many names are looked at: a machine of thousands of states must not make its refusal slow.
    private static let candidatesMax = 1_000

    /// The candidate that differs least from a name, if it differs little enough to be a slip.
    static func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
        // Names are short; a long one is no slip of anything, and its distance would cost its square.
        guard name.utf8.count <= 100 else { return nil }
        let allowed = name.unicodeScalars.count / 3
        var best: (name: String, distance: Int)?
        for candidate in candidates.prefix(candidatesMax) where candidate.utf8.count <= 100 && candidate != name {
            // The difference in length is the least that the distance can be, and much cheaper.
            guard abs(candidate.utf8.count - name.utf8.count) <= allowed * 4 else { continue }
            let distance = distance(name.lowercased(), candidate.lowercased())
            guard distance <= allowed, distance < best?.distance ?? Int.max else { continue }
            best = (candidate, distance)
        }
        return best?.name
    }

    /// A sentence for a hint.
    static func hint(for name: String, among candidates: some Sequence<String>) -> String? {
        suggestion(for: name, among: candidates).map { "Did you mean '\($0)'?" }
    }

    /// How many characters must be inserted, removed, replaced or swapped with their neighbour.
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.unicodeScalars)
        let right = Array(right.unicodeScalars)
        var beforePrevious = [Int](repeating: 0, count: right.count + 1)
        var previous = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for column in right.indices {
                let replaced = previous[column] + (left[row] == right[column] ? 0 : 1)
                var best = min(replaced, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, beforePrevious[column - 1] + 1)
                }
                current.append(best)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
