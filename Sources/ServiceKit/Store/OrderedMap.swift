/// A map from store keys to values that can be walked in key order.
///
/// Two levels: a list of chunks, each a sorted array. A lookup is two binary searches and a change moves at most one
/// chunk's elements, which is all that the uncommitted batches and the in-memory store need.
package struct OrderedMap<Value> {
    private typealias Element = (key: StoreKey, value: Value)

    /// No chunk is empty; every key of a chunk is below every key of the next.
    private var chunks: [[Element]] = []
    package private(set) var count = 0

    private static var chunkSizeMax: Int { 256 }

    package init() {}

    package var isEmpty: Bool { count == 0 }

    package subscript(key: StoreKey) -> Value? {
        get {
            guard let place = place(of: key), place.found else { return nil }
            return chunks[place.chunk][place.index].value
        }
        set {
            if let newValue {
                insert(newValue, for: key)
            } else {
                remove(key)
            }
        }
    }

    /// Calls `body` for each entry of a range, in order, until it returns `false`.
    package func forEach(in range: Range<StoreKey>, reversed: Bool = false, _ body: (StoreKey, Value) -> Bool) {
        guard !chunks.isEmpty else { return }
        var chunk = reversed ? chunkIndex(for: range.upperBound) : chunkIndex(for: range.lowerBound)
        let step = reversed ? -1 : 1
        while chunks.indices.contains(chunk) {
            let elements = chunks[chunk]
            let lower = Self.lowerBound(of: range.lowerBound, in: elements)
            let upper = Self.lowerBound(of: range.upperBound, in: elements)
            for offset in 0..<max(0, upper - lower) {
                let element = elements[reversed ? upper - 1 - offset : lower + offset]
                guard body(element.key, element.value) else { return }
            }
            let isLast = reversed ? lower > 0 : upper < elements.count
            if isLast { return }
            chunk += step
        }
    }

    package mutating func removeAll() {
        chunks.removeAll()
        count = 0
    }

    private mutating func insert(_ value: Value, for key: StoreKey) {
        guard let place = place(of: key) else {
            chunks = [[(key, value)]]
            count = 1
            return
        }
        if place.found {
            chunks[place.chunk][place.index].value = value
            return
        }
        chunks[place.chunk].insert((key, value), at: place.index)
        count += 1
        guard chunks[place.chunk].count > Self.chunkSizeMax else { return }
        let half = chunks[place.chunk].count / 2
        let upper = Array(chunks[place.chunk][half...])
        chunks[place.chunk].removeSubrange(half...)
        chunks.insert(upper, at: place.chunk + 1)
    }

    private mutating func remove(_ key: StoreKey) {
        guard let place = place(of: key), place.found else { return }
        chunks[place.chunk].remove(at: place.index)
        count -= 1
        if chunks[place.chunk].isEmpty { chunks.remove(at: place.chunk) }
    }

    private func place(of key: StoreKey) -> (chunk: Int, index: Int, found: Bool)? {
        guard !chunks.isEmpty else { return nil }
        let chunk = chunkIndex(for: key)
        let index = Self.lowerBound(of: key, in: chunks[chunk])
        let found = index < chunks[chunk].count && chunks[chunk][index].key == key
        return (chunk, index, found)
    }

    /// The last chunk whose first key is not above `key`, or the first chunk.
    private func chunkIndex(for key: StoreKey) -> Int {
        var low = 0
        var high = chunks.count
        while low < high {
            let middle = (low + high) / 2
            if chunks[middle][0].key <= key { low = middle + 1 } else { high = middle }
        }
        return max(0, low - 1)
    }

    private static func lowerBound(of key: StoreKey, in elements: [Element]) -> Int {
        var low = 0
        var high = elements.count
        while low < high {
            let middle = (low + high) / 2
            if elements[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension OrderedMap: Sendable where Value: Sendable {}
