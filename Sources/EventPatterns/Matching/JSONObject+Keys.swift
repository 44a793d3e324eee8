import QuickstepJSON

extension JSONObject {
    /// The values of a key.
    ///
    /// One with periods names a member of that very name as well as one of nested objects.
    func values(atDotted key: String) -> [JSONValue] {
        var found: [JSONValue] = []
        var open: [(object: JSONObject, key: Substring)] = [(self, key[...])]
        while let (object, key) = open.popLast() {
            if let value = object[String(key)] { found.append(value) }
            for position in key.indices where key[position] == "." {
                guard let value = object[String(key[..<position])] else { continue }
                let rest = key[key.index(after: position)...]
                for inner in value.objects { open.append((inner, rest)) }
            }
        }
        return found
    }

    /// The objects at a key.
    ///
    /// Members whose names begin with the key and a period lie in one more object, as if they were nested.
    func objects(atDotted key: String) -> [JSONObject] {
        let objects = values(atDotted: key).flatMap(\.objects)
        let folded = members(beginning: key + ".")
        return folded.isEmpty ? objects : objects + [folded]
    }

    private func members(beginning prefix: String) -> JSONObject {
        var found = JSONObject()
        for (name, value) in self where name.utf8.starts(with: prefix.utf8) {
            found[String(decoding: name.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)] = value
        }
        return found
    }
}

extension JSONValue {
    /// The elements of arrays in arrays, or the value itself, one after the other.
    var elements: [JSONValue] {
        guard case .array = self else { return [self] }
        var elements: [JSONValue] = []
        var open: [JSONValue] = [self]
        while let value = open.popLast() {
            if case .array(let inner) = value {
                open.append(contentsOf: inner.reversed())
            } else {
                elements.append(value)
            }
        }
        return elements
    }

    /// What match values are compared with: everything that is no object.
    var leaves: [JSONValue] {
        elements.filter { $0.objectValue == nil }
    }

    var objects: [JSONObject] {
        elements.compactMap(\.objectValue)
    }
}
