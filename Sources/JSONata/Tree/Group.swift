import QuickstepJSON

/// What makes an object of items: `e{…}` and `{…}`.
struct Group: Sendable {
    let pairs: [(key: Node, value: Node)]
    let position: Int

    /// The items of one key.
    private struct Entry {
        let key: String
        let pair: Int
        var items: [Value]
        /// Whether more than one item was added, so that they are an array.
        var isMany = false
        var tuples: [Tuple] = []

        var data: Value { self.isMany ? .array(ValueArray(self.items)) : self.items[0] }
    }

    /// Makes the object.
    func evaluate(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        if case .tuples(let stream) = input { return try self.evaluate(stream.tuples, frame, run) }
        guard let elements = input.elements, elements.count != 1 else {
            let item = input.elements?.first ?? input
            return try self.single(item, frame, run)
        }
        guard !elements.isEmpty else { return try self.single(.nothing, frame, run) }
        var entries: [Entry] = []
        var places: [ObjectKey: Int] = [:]
        for item in elements {
            for pair in self.pairs.indices {
                guard let key = try self.key(pair, item, frame, run) else { continue }
                if let place = places[ObjectKey(text: key)] {
                    try self.checkPair(entries[place].pair, pair, key)
                    Self.append(item, to: &entries[place])
                } else {
                    places[ObjectKey(text: key)] = entries.count
                    entries.append(Entry(key: key, pair: pair, items: [item]))
                }
                try run.allocate(1)
            }
        }
        var keys: [String] = []
        var values: [Value] = []
        for entry in entries {
            let value = try self.pairs[entry.pair].value.evaluate(entry.data, frame, run)
            if value.isNothing { continue }
            keys.append(entry.key)
            values.append(value)
        }
        return try self.object(keys, values, run)
    }

    /// Makes an object of one item.
    private func single(_ item: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        var keys: [String] = []
        var pairs: [Int] = []
        keys.reserveCapacity(self.pairs.count)
        pairs.reserveCapacity(self.pairs.count)
        for pair in self.pairs.indices {
            guard let key = try self.key(pair, item, frame, run) else { continue }
            keys.append(key)
            pairs.append(pair)
        }
        if keys.count > 1 { try self.refuseRepeated(keys) }
        var values: [Value] = []
        values.reserveCapacity(keys.count)
        for pair in pairs { values.append(try self.pairs[pair].value.evaluate(item, frame, run)) }
        for place in values.indices.reversed() where values[place].isNothing {
            values.remove(at: place)
            keys.remove(at: place)
        }
        return try self.object(keys, values, run)
    }

    private func refuseRepeated(_ keys: [String]) throws(JSONataError) {
        if keys.count <= 8 {
            for later in 1..<keys.count {
                for earlier in 0..<later where keys[earlier].isIdentical(to: keys[later]) {
                    try self.checkPair(earlier, later, keys[later])
                }
            }
            return
        }
        var known: Set<ObjectKey> = []
        for key in keys where !known.insert(ObjectKey(text: key)).inserted { try self.checkPair(0, 1, key) }
    }

    private func key(
        _ pair: Int,
        _ item: Value,
        _ frame: Frame,
        _ run: Evaluation
    ) throws(JSONataError) -> String? {
        switch try self.pairs[pair].key.evaluate(item, frame, run) {
        case .nothing: return nil
        case .string(let key):
            guard !key.hasPrefix("_jsonata_") || (key != "_jsonata_lambda" && key != "_jsonata_function") else {
                throw JSONataError("D1013", JSONataErrorDetails(position: self.position, value: .string(key)))
            }
            return key
        case let other:
            let details = JSONataErrorDetails(position: self.position, value: other.jsonForError)
            throw JSONataError("T1003", details)
        }
    }

    private func checkPair(_ earlier: Int, _ later: Int, _ key: String) throws(JSONataError) {
        guard earlier != later else { return }
        throw JSONataError("D1009", JSONataErrorDetails(position: self.position, value: .string(key)))
    }

    /// Adds an item to a group, as `$append` does.
    private static func append(_ item: Value, to entry: inout Entry) {
        if !entry.isMany {
            entry.isMany = true
            if let elements = entry.items[0].elements { entry.items = elements.values }
        }
        if let elements = item.elements {
            entry.items += elements.values
        } else {
            entry.items.append(item)
        }
    }

    private func object(_ keys: [String], _ values: [Value], _ run: Evaluation) throws(JSONataError) -> Value {
        try run.allocate(keys.count * 2 + 2)
        let object = ObjectValue(keys: keys, values: values)
        if object.depth > Value.depthMax { throw StackGuard.exhaustion }
        return .object(object)
    }

    // MARK: Tuples

    /// Groups items with their variables, each of which is grouped as well.
    private func evaluate(_ tuples: [Tuple], _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        guard !tuples.isEmpty else { return try self.single(.nothing, frame, run) }
        var entries: [Entry] = []
        var places: [ObjectKey: Int] = [:]
        for tuple in tuples {
            let inner = tuple.frame(in: frame, run)
            for pair in self.pairs.indices {
                guard let key = try self.key(pair, tuple.item, inner, run) else { continue }
                if let place = places[ObjectKey(text: key)] {
                    try self.checkPair(entries[place].pair, pair, key)
                    entries[place].tuples.append(tuple)
                } else {
                    places[ObjectKey(text: key)] = entries.count
                    entries.append(Entry(key: key, pair: pair, items: [], tuples: [tuple]))
                }
                try run.allocate(4)
            }
        }
        var keys: [String] = []
        var values: [Value] = []
        for entry in entries {
            let merged = Self.merged(entry.tuples)
            let inner = merged.frame(in: frame, run)
            let value = try self.pairs[entry.pair].value.evaluate(merged.item, inner, run)
            if value.isNothing { continue }
            keys.append(entry.key)
            values.append(value)
        }
        return try self.object(keys, values, run)
    }

    /// One tuple of many, whose items and variables are all of theirs.
    private static func merged(_ tuples: [Tuple]) -> Tuple {
        var items = AppendedValue()
        var names: [String] = []
        var values: [AppendedValue] = []
        for tuple in tuples {
            items.append(tuple.item)
            for (name, value) in zip(tuple.names, tuple.values) {
                if let place = names.firstIndex(of: name) {
                    values[place].append(value)
                } else {
                    names.append(name)
                    var first = AppendedValue()
                    first.append(value)
                    values.append(first)
                }
            }
        }
        return Tuple(items.value, names: names, values: values.map(\.value))
    }
}

/// Values that are appended to one another, as `$append` does.
struct AppendedValue {
    private var only: Value = .nothing
    private var many: [Value]?

    mutating func append(_ value: Value) {
        guard !value.isNothing else { return }
        if self.many == nil, self.only.isNothing {
            self.only = value
            return
        }
        var items = self.many ?? self.only.elementsOrSelf.values
        self.many = nil
        if let elements = value.elements { items += elements.values } else { items.append(value) }
        self.many = items
    }

    var value: Value { self.many.map { .array(ValueArray($0)) } ?? self.only }
}
