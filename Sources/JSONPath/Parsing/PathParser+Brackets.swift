extension PathParser {
    /// One step in brackets: names, indexes, a slice, a wildcard or a filter.
    mutating func bracket() throws(JSONPathError) -> JSONPath.Step {
        let start = self.position
        self.position += 1
        self.skipBlanks()
        let step: JSONPath.Step
        switch self.next {
        case "'", "\"":
            step = try self.names()
        case "*":
            self.position += 1
            step = .wildcard
        case "?":
            self.position += 1
            step = .filter(try self.filter())
        case "(":
            throw self.error("Script expressions are not supported")
        case "-", ":", .some("0"..."9"):
            step = try self.indexesOrSlice()
        case .none:
            throw self.error("The bracket is never closed", at: start)
        default:
            throw self.error("Expected a quoted name, an index, '*' or '?(' in the brackets")
        }
        self.skipBlanks()
        guard self.take("]") else {
            throw self.next == nil ? self.error("The bracket is never closed", at: start) : self.error("Expected ']'")
        }
        return step
    }

    private mutating func names() throws(JSONPathError) -> JSONPath.Step {
        var names: [String] = []
        repeat {
            self.skipBlanks()
            names.append(try self.quotedName())
            self.skipBlanks()
        } while self.take(",")
        return names.count == 1 ? .child(names[0]) : .children(names)
    }

    private mutating func indexesOrSlice() throws(JSONPathError) -> JSONPath.Step {
        let first = try self.integer()
        self.skipBlanks()
        if self.take(":") {
            self.skipBlanks()
            let last = try self.integer()
            self.skipBlanks()
            guard self.next != ":" else { throw self.error("Slices with a step are not supported") }
            guard first != nil || last != nil else { throw self.error("A slice needs a start or an end") }
            return .slice(from: first, to: last)
        }
        guard let first else { throw self.error("Expected an index") }
        var indices = [first]
        while self.take(",") {
            self.skipBlanks()
            guard let index = try self.integer() else { throw self.error("Expected an index") }
            indices.append(index)
            self.skipBlanks()
        }
        return indices.count == 1 ? .index(first) : .indices(indices)
    }

    /// A name in quotes.
    ///
    /// A backslash before the closing kind of quote or before another backslash makes that character part of the name; before
    /// anything else it is itself part of the name: the service finds the member `Test\""Name"` by `$['Test\""Name"']`.
    private mutating func quotedName() throws(JSONPathError) -> String {
        let start = self.position
        guard let quote = self.next, quote == "'" || quote == "\"" else { throw self.error("Expected a quoted name") }
        self.position += 1
        var name = String.UnicodeScalarView()
        while let scalar = self.next {
            self.position += 1
            if scalar == quote { return String(name) }
            if scalar == "\\", let escaped = self.next, escaped == quote || escaped == "\\" {
                name.append(escaped)
                self.position += 1
            } else {
                name.append(scalar)
            }
        }
        throw self.error("The quote is never closed", at: start)
    }
}
